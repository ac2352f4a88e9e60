import type { ProgressListener, Stage } from '../source/progress.ts';

/** As much of a terminal as the line of progress needs. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds before the first line: what is done sooner needs none. */
const patience = 1000;

/** Milliseconds between two lines: more often than a person can read. */
const interval = 100;

const work: Readonly<Record<Stage, (done: number, total: number) => string>> = {
  load: (done, total) => `reading Compose files: step ${done + 1} of ${total}`,
  translate: (done, total) => `translating: ${done} of ${total} services`,
  validate: (done, total) => `checking: ${done} of ${total} objects`,
  prove: (done, total) => `proving with cdk8s: ${done} of ${total} objects`,
};

const eraseLine = '\r\u001B[2K';

/** One line on a terminal that says how far a long conversion has got. */
export class ProgressLine {
  readonly #stream: ProgressStream;
  readonly #clock: () => number;
  readonly #begin: number;
  #drawn: number | undefined;

  /** @param clock milliseconds since any moment */
  constructor(stream: ProgressStream, clock: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#clock = clock;
    this.#begin = clock();
  }

  readonly listener: ProgressListener = (stage, done, total) => {
    const now = this.#clock();
    if (now - this.#begin < patience || (this.#drawn !== undefined && now - this.#drawn < interval)) return;
    this.#drawn = now;
    this.#stream.write(eraseLine + work[stage](done, total).slice(0, this.#width - 1));
  };

  /** Some terminals have no width, or one of 0. */
  get #width(): number {
    const { columns = 0 } = this.#stream;
    return columns > 0 ? columns : 80;
  }

  /** Leaves the line as it was before. */
  erase(): void {
    if (this.#drawn !== undefined) this.#stream.write(eraseLine);
    this.#drawn = undefined;
  }
}

/** A line of progress where a person watches: never in a pipe, in a log, or with `--quiet`. */
export function progressLine(stream: ProgressStream, isQuiet: boolean, terminal = process.env['TERM']): ProgressLine | undefined {
  return stream.isTTY === true && terminal !== 'dumb' && !isQuiet ? new ProgressLine(stream) : undefined;
}
