import type { MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import type { Findings } from './load-context.ts';
import { type Visitor, ruleTree, visit } from './rule-tree.ts';

/** How a plain scalar was written; undefined where an alias or an interpolated text stands in its place. */
function writtenText(node: Node): string | undefined {
  if (node.kind !== 'scalar' || node.style !== 'plain') return undefined;
  const written = node.span.source.text.slice(node.span.start, node.span.end);
  return written.startsWith('*') ? undefined : written;
}

/** DIAG-22 */
const reworded: Visitor<Findings> = (node, path, findings) => {
  const written = writtenText(node);
  if (node.kind !== 'scalar' || node.timestamp || written === undefined || written === node.text) return;
  if (typeof node.value !== 'number' && typeof node.value !== 'bigint' && typeof node.value !== 'boolean') return;
  findings.add('value-reworded', { span: node.span, path }, isHarmless(path) ? { written, text: node.text } : {});
};

/** Whether the value may be shown: its name does not sound like a secret. */
function isHarmless(path: Path): boolean {
  return !/pass|pwd|secret|token|key|cred|pin|code/i.test(String(path.at(-1)));
}

/** DIAG-18: digits that look like a mode, read as a decimal number. */
const decimalMode: Visitor<Findings> = (node, path, findings) => {
  const written = writtenText(node);
  if (node.kind !== 'scalar' || typeof node.value !== 'number' || written === undefined || !/^[1-7][0-7]{2}$/.test(written)) return;
  findings.add('mode-decimal', { span: node.span, path }, { written, octal: `0${node.value.toString(8)}` });
};

const writtenValues = ruleTree<Visitor<Findings>>({
  'services.*.annotations.*': reworded,
  'services.*.build.args.*': reworded,
  'services.*.configs[].mode': decimalMode,
  'services.*.environment.*': reworded,
  'services.*.labels.*': reworded,
  'services.*.secrets[].mode': decimalMode,
});

/** Reports values that Docker Compose does not read as they were probably meant. */
export function reportWrittenValues(document: MapNode, findings: Findings): void {
  visit(document, writtenValues, findings);
}
