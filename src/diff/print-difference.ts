import type { Style } from '../report/style.ts';
import { counted, oneLine } from '../report/terminal-text.ts';
import type { Difference, ObjectDifference } from './difference.ts';
import type { FieldChange } from './field-changes.ts';

/** Characters of a value shown at most. */
const longestValue = 160;

const signs = { added: '+', removed: '-', changed: '~', renamed: '~' } as const;

/** A difference for people: objects, their fields, what a cluster refuses, what is left behind. */
export function printDifference({ objects, cleanUp }: Difference, style: Style): readonly string[] {
  const refused = objects.flatMap((object) => object.refused.map((one) => ({ object: object.object, ...one })));
  const harmless = cleanUp.filter(({ losesData }) => !losesData);
  const harmful = cleanUp.filter(({ losesData }) => losesData);
  return [
    ...objects.flatMap((object) => objectLines(object, style)),
    ...section(style.severity.error('the cluster refuses these changes'), [
      ...refused.flatMap(({ object, path, reason, command }) => [
        `  # ${oneLine(`${object} ${path}: ${reason}`)}`,
        ...(command === undefined ? [] : [`  ${command}`]),
      ]),
    ]),
    ...section(style.bold('left behind in the cluster'), [
      ...harmless.map(({ command }) => `  ${oneLine(command)}`),
      ...harmful.flatMap(({ command }) => [style.severity.warning('  # deletes data:'), `  # ${oneLine(command)}`]),
    ]),
    ...summary(objects),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function summary(objects: readonly ObjectDifference[]): readonly string[] {
  if (objects.length === 0) return ['no difference'];
  const kinds = ['added', 'changed', 'renamed', 'removed'] as const;
  const counts = kinds.map((kind) => [kind, objects.filter(({ what }) => what === kind).length] as const).filter(([, count]) => count > 0);
  return [`${counted(objects.length, 'object')}: ${counts.map(([kind, count]) => `${count} ${kind}`).join(', ')}`];
}

function objectLines({ what, object, formerly, changes }: ObjectDifference, style: Style): readonly string[] {
  const note = formerly === undefined ? '' : style.dim(` (${what} from ${oneLine(formerly)})`);
  return [`${signs[what]} ${style.bold(oneLine(object))}${note}`, ...changes.map((change) => `    ${changeText(change)}`)];
}

function changeText({ path, before, after }: FieldChange): string {
  if (before === undefined) return oneLine(`+ ${path}: ${valueText(after)}`);
  if (after === undefined) return oneLine(`- ${path}: ${valueText(before)}`);
  return oneLine(`~ ${path}: ${valueText(before)} → ${valueText(after)}`);
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`;
}
