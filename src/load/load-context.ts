import { type Diagnostic, DiagnosticError, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../diagnostics/span.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { DiagnosticData } from '../diagnostics/diagnostic.ts';
import type { Consumed } from '../model/project.ts';
import { type Host, HostError } from '../source/host.ts';
import type { MapNode } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { formatPath } from '../source/node-tools.ts';
import { relative } from '../source/posix-path.ts';

/** What every step of one load shares: the outside world, the findings, and what loading used up. */
export interface LoadContext {
  readonly host: Host;
  readonly findings: Findings;
  readonly consumed: Consumed[];
  /** What was read from YAML so far. */
  readonly documents: Map<SourceFile, readonly MapNode[]>;
  /** Whether variables are replaced. */
  readonly interpolates: boolean;
  /** Files with bytes that are no text: an env file may hold them, YAML may not. */
  readonly malformed: ReadonlySet<SourceFile>;
  /** A text file by its absolute path; the same object for the same path. @throws {HostError} */
  readSource(path: string): SourceFile;
  readStandardInput(): SourceFile;
}

export interface Place {
  readonly span?: Span | undefined;
  readonly path?: Path | undefined;
  readonly related?: Diagnostic['related'] | undefined;
}

/** The findings of a load, each one once. */
export class Findings {
  readonly list: Diagnostic[] = [];
  #seen = new Set<string>();
  #sources = new Map<SourceFile, number>();
  #errors = 0;
  readonly #judgesTemplates: boolean;

  /** @param judgesTemplates false: what still holds a `$` may become anything, so that nothing is wrong with it */
  constructor(judgesTemplates = true) {
    this.#judgesTemplates = judgesTemplates;
  }

  /** Records a finding. */
  add(code: DiagnosticCode, place: Place, data: DiagnosticData = {}): void {
    const path = place.path && formatPath(place.path);
    this.take(diagnostic(code, { span: place.span, path, related: place.related }, data));
  }

  /** Records a finding that was made elsewhere. */
  take(found: Diagnostic): void {
    if (!this.#judgesTemplates && found.span && spanText(found.span).includes('$')) return;
    // One place that several services share through an anchor is reported once.
    const place = found.span ? [this.#sourceNumber(found.span), found.span.start, found.span.end] : found.path;
    const key = JSON.stringify([found.code, place, found.data]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push(found);
    if (found.severity === 'error') this.#errors++;
  }

  takeAll(found: readonly Diagnostic[]): void {
    for (const one of found) this.take(one);
  }

  /** How many errors there are so far: a step that finds more than before has failed. */
  get errors(): number {
    return this.#errors;
  }

  #sourceNumber(span: Span): number {
    const known = this.#sources.get(span.source);
    if (known !== undefined) return known;
    this.#sources.set(span.source, this.#sources.size);
    return this.#sources.size - 1;
  }
}

/** Ends the step that is under way: `load` catches it. */
export function fail(code: DiagnosticCode, place: Place, data: DiagnosticData = {}): never {
  throw new DiagnosticError(
    diagnostic(code, { span: place.span, path: place.path && formatPath(place.path), related: place.related }, data),
  );
}

function spanText({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

export function createContext(host: Host, interpolates = true): LoadContext {
  const sources = new Map<string, SourceFile>();
  const malformed = new Set<SourceFile>();
  return {
    host,
    findings: new Findings(interpolates),
    interpolates,
    malformed,
    consumed: [],
    documents: new Map(),
    readSource(path) {
      const known = sources.get(path);
      if (known) return known;
      const source = decoded(displayPath(path, host.cwd), host.readFile(path), malformed);
      sources.set(path, source);
      return source;
    },
    readStandardInput() {
      const known = sources.get('-');
      if (known) return known;
      const source = decoded('<stdin>', host.readStandardInput(), malformed);
      sources.set('-', source);
      return source;
    },
  };
}

/** Text by its byte order mark, else UTF-8. */
function decoded(path: string, bytes: Uint8Array, malformed: Set<SourceFile>): SourceFile {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const source = { path, text: new TextDecoder(encoding).decode(bytes) };
  if (source.text.includes('\ufffd') && !isText(bytes, encoding)) malformed.add(source);
  return source;
}

function isText(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A path as the user would type it: relative to the working directory where that is shorter. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.length < path.length ? short : path;
}

/** The reason in a HostError; anything else is a fault of the program and goes on. */
export function hostReason(error: unknown): string {
  if (error instanceof HostError) return error.reason;
  throw error;
}
