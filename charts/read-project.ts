import type { CodeRow } from '../src/diagnostics/code.ts';
import { codes } from '../src/diagnostics/codes.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { positionOf, type Span } from '../src/diagnostics/span.ts';
import { judge } from '../src/gate/gate.ts';
import { nodeHost } from '../src/host/node-host.ts';
import type { Entry } from '../src/ledger/entry.ts';
import { type Conversion, convert } from '../src/pipeline.ts';
import type { ConvertOptions } from '../src/plan/options.ts';
import type { Host } from '../src/source/host.ts';

/** Compose files to convert, with what the flags of `waybill convert` say. */
export interface ComposeSource {
  /** Relative to the working directory. Empty or absent: found as Docker Compose finds them. */
  readonly files?: readonly string[];
  readonly projectDirectory?: string;
  readonly projectName?: string;
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
  readonly options?: Partial<ConvertOptions>;
  /** Rules under which something may be refused. */
  readonly accept?: readonly string[];
  /** Lets pass whatever is refused at level error. */
  readonly force?: boolean;
  /** Where files and environment come from; Node's unless given. */
  readonly host?: Host;
}

/** The Compose files are invalid, or something in them was refused at level error; the message has a line for each. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError';
  readonly conversion: Conversion;
  constructor(lines: readonly string[], conversion: Conversion) {
    super(lines.join('\n'));
    this.conversion = conversion;
  }
}

/**
 * Reads and converts a project as `waybill convert` does.
 * @throws ComposeError
 */
export function readProject(source: ComposeSource): Conversion {
  const { files, projectDirectory, projectName, envFiles, profiles, options, accept, force, host } = source;
  const input = { files: files ?? [], projectDirectory, projectName, envFiles: envFiles ?? [], profiles: profiles ?? [] };
  const conversion = convert(input, options ?? {}, host ?? nodeHost());
  const { project, entries, diagnostics, violations } = conversion;
  if (!project) throw new ComposeError(diagnostics.filter((one) => one.severity === 'error').map(diagnosticLine), conversion);
  const findings = { tree: project.tree, entries, diagnostics };
  const verdict = judge(findings, { accept: accept ?? [], force: force ?? false, strict: false });
  const lines = [
    ...verdict.blockingDiagnostics.map(diagnosticLine),
    ...verdict.blockingEntries.map(entryLine),
    ...violations.map(({ object, pointer, detail }) => `internal error: ${object} ${pointer}: ${detail}`),
  ];
  if (lines.length > 0) throw new ComposeError(lines, conversion);
  return conversion;
}

function diagnosticLine({ code, span, path, data }: Diagnostic): string {
  const row: CodeRow = codes[code];
  return line(span, row.rule, path, row.message(data));
}

function entryLine({ span, rule, path, message }: Entry): string {
  return line(span, rule, path, message);
}

function line(span: Span | undefined, rule: string, path: string | undefined, message: string): string {
  const place = span && positionOf(span);
  return `${place ? `${place.file}:${place.line}:${place.column}: ` : ''}${rule}${path === undefined ? '' : ` ${path}`}: ${message}`;
}
