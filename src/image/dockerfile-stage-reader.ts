import type { SourceFile, Span } from '../diagnostics/span.ts';
import { join } from '../source/posix-path.ts';
import type { CommandLine, DockerfileFacts, DockerfileProblem, ExposedPort, Fact, ImageWrite, UserNumbers } from './dockerfile-facts.ts';
import { readHealthcheck } from './dockerfile-healthcheck.ts';
import type { Instruction } from './dockerfile-instructions.ts';
import { declareArguments, type Stage } from './dockerfile-stages.ts';
import { expand, parseExecForm, splitWords } from './dockerfile-words.ts';
import { parseExpose } from './expose.ts';
import { resolveUser } from './image-user.ts';
import { runUserCommands } from './run-users.ts';

export interface StageReaderOptions {
  readonly source: SourceFile;
  /** Problems found so far; more are added. */
  readonly problems: DockerfileProblem[];
  readonly args: ReadonlyMap<string, string | undefined>;
  /** ARGs before the first FROM. */
  readonly globals: ReadonlyMap<string, string | undefined>;
  readonly escape: string;
  /** The image that the first stage starts from. */
  readonly base: Fact<string> | undefined;
  /** WORKDIR of the base image where that is known, else `/`. */
  readonly workdir?: string;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** Carries out the instructions of one stage after another, as far as they change what an image says about itself. */
export class StageReader {
  readonly #options: StageReaderOptions;
  readonly #found: Writable<Partial<DockerfileFacts>> = {};
  readonly #expose = new Map<string, ExposedPort & { readonly span: Span }>();
  readonly #users = new Map<string, UserNumbers>();
  readonly #groups = new Map<string, number>();
  readonly #volumes = new Map<string, Fact<string>>();
  readonly #writes: ImageWrite[] = [];
  readonly #arguments = new Map<string, string | undefined>();
  /** undefined: set, but to what only the base image tells. */
  readonly #environment = new Map<string, string | undefined>();
  /** undefined: set to a directory that only the base image tells. */
  #directory: string | undefined;
  #commandOfStage = false;
  #usesShell = false;

  constructor(options: StageReaderOptions) {
    this.#options = options;
    this.#directory = options.workdir ?? '/';
  }

  read(stage: Stage): void {
    this.#commandOfStage = false;
    if (stage.name !== undefined) this.#found.stage = stage.name;
    else delete this.#found.stage;
    for (const instruction of stage.instructions) this.#step(instruction);
  }

  facts(): DockerfileFacts {
    const { base, source, problems } = this.#options;
    const environment = new Map<string, string>();
    for (const [name, value] of this.#environment) if (value !== undefined) environment.set(name, value);
    return {
      ...this.#found,
      source,
      ...(base && { baseImage: base }),
      expose: [...this.#expose.values()],
      users: this.#users,
      groups: this.#groups,
      volumes: [...this.#volumes.values()],
      environment,
      usesShell: this.#usesShell,
      writes: this.#writes,
      problems,
    };
  }

  #step(instruction: Instruction): void {
    const { keyword, span, rest } = instruction;
    if (rest === '') return this.#problem(span, `${keyword} has no argument`);
    switch (keyword) {
      case 'ARG':
        return this.#declare(instruction);
      case 'ENV':
        return this.#setEnvironment(instruction);
      case 'RUN':
        return this.#run(instruction);
      case 'COPY':
      case 'ADD':
        return this.#copy(instruction);
      case 'USER':
        return this.#setUser(instruction);
      case 'EXPOSE':
        return this.#addPorts(instruction);
      case 'VOLUME':
        return this.#addVolumes(instruction);
      case 'WORKDIR':
        return this.#setDirectory(instruction);
      case 'ENTRYPOINT':
        this.#found.entrypoint = { ...commandLine(rest), span };
        // ENTRYPOINT takes away a CMD that the image would inherit.
        if (!this.#commandOfStage) this.#found.cmd = { form: 'exec', words: [], span };
        return;
      case 'CMD':
        this.#found.cmd = { ...commandLine(rest), span };
        this.#commandOfStage = true;
        return;
      case 'STOPSIGNAL':
        for (const value of this.#expandAll([rest], span)) this.#found.stopSignal = { value, span };
        return;
      case 'SHELL':
        return this.#setShell(instruction);
      case 'HEALTHCHECK':
        return this.#setHealthcheck(instruction);
      // ONBUILD acts in images that are built from this one.
      case 'ONBUILD':
      case 'LABEL':
      case 'MAINTAINER':
        return;
      default:
        this.#problem(span, `unknown instruction ${keyword}`);
    }
  }

  readonly #lookup = (name: string): string | undefined => {
    // ENV wins over an ARG of the same name.
    return this.#environment.has(name) ? this.#environment.get(name) : this.#arguments.get(name);
  };

  #problem(span: Span, reason: string): void {
    this.#options.problems.push({ span, reason });
  }

  /** Words with their variables replaced; one that uses a variable without a value becomes a problem and is left out. */
  #expandAll(words: readonly string[], span: Span): readonly string[] {
    return words.flatMap((word) => {
      const expanded = expand(word, this.#lookup, this.#options.escape);
      if (!expanded.ok) {
        this.#problem(span, expanded.reason);
        return [];
      }
      const [unset] = expanded.value.unset;
      if (unset !== undefined) {
        this.#problem(span, `${unset} has no value that is known here`);
        return [];
      }
      return expanded.value.text === '' ? [] : [expanded.value.text];
    });
  }

  #declare(instruction: Instruction): void {
    const { args, globals, escape, problems } = this.#options;
    declareArguments(instruction, this.#arguments, { args, globals, escape, problems, lookup: this.#lookup });
  }

  #setEnvironment({ rest, span }: Instruction): void {
    const { escape } = this.#options;
    const words = splitWords(rest, escape);
    let pairs: (readonly [string, string])[];
    if (words[0]?.includes('=')) {
      pairs = words.map((word) => [word.slice(0, Math.max(0, word.indexOf('='))), word.slice(word.indexOf('=') + 1)]);
    } else {
      // `ENV name the whole rest`
      const [, name = '', value] = /^(\S+)\s+([^]*)$/.exec(rest) ?? [];
      if (value === undefined) return this.#problem(span, 'ENV sets no value');
      pairs = [[name, value]];
    }
    // All values see the environment as it was before the instruction.
    const values = pairs.map(([name, value]) => [name, expand(value, this.#lookup, escape)] as const);
    for (const [name, value] of values) {
      if (name === '') this.#problem(span, 'ENV has a word without =');
      else if (!value.ok) this.#problem(span, value.reason);
      else this.#environment.set(name, value.value.unset.length > 0 ? undefined : value.value.text);
    }
  }

  #run({ rest, heredocs }: Instruction): void {
    if (!parseExecForm(rest)) this.#usesShell = true;
    // A heredoc without a command in front of it is the script.
    runUserCommands(rest.startsWith('<<') ? heredocs : rest, this.#lookup, { users: this.#users, groups: this.#groups });
  }

  #copy(instruction: Instruction): void {
    const { rest, span, flags } = instruction;
    const words = this.#expandAll(parseExecForm(rest) ?? rest.split(/\s+/), span);
    const destination = words.at(-1);
    if (destination === undefined || words.length < 2) return;
    const absolute = destination.startsWith('/') ? join('/', destination) : this.#directory && join(this.#directory, destination);
    if (absolute === undefined) return;
    const [from] = flags.has('from') ? this.#expandAll([flags.get('from') ?? ''], span) : [];
    const sources = words.slice(0, -1).filter((word) => !word.startsWith('<<'));
    this.#writes.push({
      destination: absolute.length > 1 ? absolute.replace(/\/+$/, '') : absolute,
      directory: /(?:^|\/)\.{0,2}$/.test(destination) || words.length > 2,
      sources,
      ...(from !== undefined && { from }),
      span,
    });
  }

  #setUser({ rest, span }: Instruction): void {
    const [raw] = this.#expandAll([rest], span);
    if (raw === undefined) return;
    this.#found.user = { ...resolveUser(raw, this.#users, this.#groups), span };
  }

  #addPorts({ rest, span }: Instruction): void {
    for (const word of this.#expandAll(rest.split(/\s+/), span).flatMap((text) => text.trim().split(/\s+/))) {
      const ports = parseExpose(word);
      if (!ports.ok) this.#problem(span, ports.reason);
      else for (const port of ports.value) this.#expose.set(`${port.port}/${port.protocol}`, { ...port, span });
    }
  }

  #addVolumes({ rest, span }: Instruction): void {
    for (const path of this.#expandAll(parseExecForm(rest) ?? rest.split(/\s+/), span)) this.#volumes.set(path, { value: path, span });
  }

  #setShell({ rest, span }: Instruction): void {
    const words = parseExecForm(rest);
    if (words && words.length > 0) this.#found.shell = words;
    else this.#problem(span, 'SHELL needs a JSON array of words');
  }

  #setHealthcheck(instruction: Instruction): void {
    const check = readHealthcheck(instruction);
    if (check.ok) this.#found.healthcheck = { ...check.value, span: instruction.span };
    else this.#problem(instruction.span, check.reason);
  }

  #setDirectory({ rest, span }: Instruction): void {
    const expanded = expand(rest, this.#lookup, this.#options.escape);
    if (!expanded.ok || expanded.value.unset.length > 0) {
      this.#directory = undefined;
      delete this.#found.workdir;
      return this.#problem(span, expanded.ok ? `${expanded.value.unset[0]} has no value that is known here` : expanded.reason);
    }
    const { text } = expanded.value;
    if (text.startsWith('/')) this.#directory = join('/', text);
    else if (this.#directory !== undefined) this.#directory = join(this.#directory, text);
    if (this.#directory !== undefined) this.#found.workdir = { value: this.#directory, span };
  }
}

function commandLine(rest: string): CommandLine {
  const words = parseExecForm(rest);
  return words ? { form: 'exec', words } : { form: 'shell', words: [rest] };
}
