import { codes } from '../diagnostics/codes.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Entry } from '../ledger/entry.ts';
import { isLenientReading } from '../load/lenient-readings.ts';
import type { MapNode, Node } from '../source/node.ts';
import { getAt, parsePath } from '../source/node-tools.ts';

/** What the gate looks at. */
export interface Findings {
  /** The canonical tree, for `x-waybill: {accept: […]}`. */
  readonly tree: MapNode;
  readonly entries: readonly Entry[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface GateOptions {
  /** Rules of `--accept`. */
  readonly accept: readonly string[];
  readonly force: boolean;
  readonly strict: boolean;
}

export interface Verdict {
  readonly exitCode: 0 | 1 | 3;
  /** What stands in the way; with exit code 0 nothing. */
  readonly blockingEntries: readonly Entry[];
  readonly blockingDiagnostics: readonly Diagnostic[];
  /** Errors that `--force`, `--accept` or `x-waybill` let pass. */
  readonly passed: number;
  /** The diagnostics with what the gate itself found, and with `--strict` those that it makes errors. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Acceptance {
  readonly rule: string;
  /** Without one it holds everywhere. */
  readonly service?: string;
  readonly span?: Span;
  readonly path?: string;
}

/** Errors about the plan that `--force` overrides: those that G-01 names, and refusals that have the form of a finding. All others have to be accepted by name. */
const forcedRules: ReadonlySet<string> = new Set(['DIAG-12', 'DIAG-19', 'DIAG-25', 'DIAG-28', 'DIAG-30', 'N-25', 'N-41']);

/** Decides whether a project that loaded may be written (G-01). */
export function judge(findings: Findings, options: GateOptions): Verdict {
  const { acceptances, problems } = readAcceptances(findings.tree, options.accept);
  const diagnostics = [...findings.diagnostics.map((one) => (options.strict ? strictly(one) : one)), ...problems];
  const [readings, others] = [diagnostics.filter(isLenientReading), diagnostics.filter((one) => !isLenientReading(one))];
  const accepts = (rule: string, path: string | undefined): boolean =>
    acceptances.some((acceptance) => acceptance.rule === rule && covers(acceptance, path));

  const errorEntries = findings.entries.filter((entry) => entry.level === 'error');
  const errors = others.filter((one) => one.severity === 'error');
  const blockingEntries = errorEntries.filter((entry) => !options.force && !accepts(entry.rule, entry.path));
  const blockingDiagnostics = errors.filter(
    (one) => !(options.force && forcedRules.has(codes[one.code].rule)) && !accepts(codes[one.code].rule, one.path),
  );
  const blocked = blockingEntries.length + blockingDiagnostics.length > 0;
  const untranslated = options.strict ? findings.entries.filter((entry) => isUntranslated(entry) && !accepts(entry.rule, entry.path)) : [];
  const lenient = options.strict ? readings.filter((one) => !accepts(codes[one.code].rule, one.path)) : [];
  return {
    exitCode: blocked ? 1 : untranslated.length + lenient.length > 0 ? 3 : 0,
    blockingEntries: blocked ? blockingEntries : untranslated,
    blockingDiagnostics: blocked ? blockingDiagnostics : lenient,
    passed: errorEntries.length + errors.length - blockingEntries.length - blockingDiagnostics.length,
    diagnostics: [...diagnostics, ...unused(acceptances, findings)],
  };
}

/** A rule id of the translation as it is written, from text in any case: `v-19` is `V-19`, `L-05B` is `L-05b`. */
export function ruleIdOf(text: string): string | undefined {
  const [, area, number, part] = /^([a-z]+)-([0-9]+)(b?)$/i.exec(text) ?? [];
  return area === undefined || number === undefined ? undefined : `${area.toUpperCase()}-${number}${(part ?? '').toLowerCase()}`;
}

function isUntranslated({ outcome }: Entry): boolean {
  return outcome === 'refused' || outcome === 'not-translated';
}

/** A-17 … A-80: read as meant, but Docker Compose rejects it or reads it otherwise. */
function strictly(found: Diagnostic): Diagnostic {
  return isLenientReading(found) ? { ...found, severity: 'error' } : found;
}

function covers({ service }: Acceptance, path: string | undefined): boolean {
  if (service === undefined) return true;
  const [area, name] = parsePath(path ?? '') ?? [];
  return area === 'services' && name === service;
}

function readAcceptances(tree: MapNode, flags: readonly string[]): { acceptances: readonly Acceptance[]; problems: readonly Diagnostic[] } {
  const acceptances: Acceptance[] = flags.map((rule) => ({ rule }));
  const problems: Diagnostic[] = [];
  const read = (node: Node | undefined, path: string, service?: string): void => {
    if (!node) return;
    for (const item of node.kind === 'list' ? node.items : [node]) {
      const rule = item.kind === 'scalar' && typeof item.value === 'string' ? ruleIdOf(item.value) : undefined;
      if (rule !== undefined) acceptances.push({ rule, span: item.span, path, ...(service !== undefined && { service }) });
      else problems.push(diagnostic('acceptance-malformed', { span: item.span, path }));
    }
  };
  read(getAt(tree, ['x-waybill', 'accept']), 'x-waybill.accept');
  const services = getAt(tree, ['services']);
  if (services?.kind === 'map') {
    for (const [name, { value }] of services.entries)
      read(getAt(value, ['x-waybill', 'accept']), `services.${name}.x-waybill.accept`, name);
  }
  return { acceptances, problems };
}

function unused(acceptances: readonly Acceptance[], { entries, diagnostics }: Findings): readonly Diagnostic[] {
  const places = [
    ...entries.filter((entry) => entry.outcome !== 'exact' && entry.outcome !== 'not-applicable'),
    ...diagnostics.map((one) => ({ rule: codes[one.code].rule, path: one.path })),
  ];
  return acceptances
    .filter((acceptance) => !places.some((place) => place.rule === acceptance.rule && covers(acceptance, place.path)))
    .map(({ rule, service, span, path }) => diagnostic('acceptance-unused', { span, path }, { rule, service }));
}
