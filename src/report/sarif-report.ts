import { positionOf, type Span } from '../diagnostics/span.ts';
import type { Verdict } from '../gate/gate.ts';
import type { Conversion } from '../pipeline.ts';
import { sha256Hex } from '../value/hash.ts';
import { allFindings } from './all-findings.ts';
import { type Finding, findingOf, findingOfEntry, identity } from './finding.ts';
import { ruleText } from './rules/rule-text.ts';
import { sameLineEnd } from './same-line-end.ts';

/** What `waybill check` knows beside the conversion. */
export interface SarifOptions {
  /** Of this tool. */
  readonly version: string;
  /** Errors that do not stand in the way have been accepted, and are marked as suppressed. */
  readonly verdict?: Verdict;
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number; readonly startColumn: number; readonly endColumn?: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: 'member' }[];
  readonly message?: { readonly text: string };
}

/**
 * SARIF 2.1.0, as code-scanning services read it (OASIS, "Static Analysis Results Interchange Format"): every finding as a
 * result, every rule that has one with its text. Fingerprints follow the attribute and the rule, not the line.
 */
export function printSarifReport(conversion: Conversion, options: SarifOptions): string {
  const findings = allFindings(conversion);
  const ids = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  const index = new Map(ids.map((id, i) => [id, i]));
  const blocking = options.verdict && blockingIdentities(options.verdict);
  const seen = new Map<string, number>();
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.hint === undefined ? finding.message : `${finding.message}. Hint: ${finding.hint}` },
    ...(finding.span && { locations: [location(finding.span, finding.path)] }),
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map(({ span, label }) => ({ ...location(span, undefined), message: { text: label } })),
    }),
    partialFingerprints: { 'waybillFinding/v1': fingerprint(finding, seen) },
    ...(blocking && finding.severity === 'error' && !blocking.has(identity(finding)) && { suppressions: [{ kind: 'external' }] }),
  }));
  const driver = {
    name: 'waybill',
    version: options.version,
    semanticVersion: options.version,
    rules: ids.map(sarifRule),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function sarifRule(id: string): object {
  const { title, text } = ruleText(id) ?? { title: id, text: id };
  return {
    id,
    name: `waybill/${id}`,
    shortDescription: { text: title },
    fullDescription: { text },
    help: { text, markdown: text },
  };
}

function location(span: Span, path: string | undefined): Location {
  const { file, line, column } = positionOf(span);
  const end = sameLineEnd(span);
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F') },
      region: { startLine: line, startColumn: column, ...(end !== undefined && { endColumn: end }) },
    },
    ...(path !== undefined && path !== '' && { logicalLocations: [{ fullyQualifiedName: path, kind: 'member' }] }),
  };
}

/** The same while the attribute, the rule and the statement stay; equal ones are told apart by their order. */
function fingerprint({ rule, path, message, span }: Finding, seen: Map<string, number>): string {
  const key = JSON.stringify([rule, span?.source.path ?? '', path ?? '', message]);
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return sha256Hex(`${key}${count}`, 32);
}

function blockingIdentities({ blockingDiagnostics, blockingEntries }: Verdict): ReadonlySet<string> {
  return new Set([...blockingDiagnostics.map(findingOf), ...blockingEntries.map(findingOfEntry)].map(identity));
}
