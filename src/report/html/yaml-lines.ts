import type { KubeObject } from '../../plan/kubernetes.ts';
import { isMap } from '../../validate/json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { maskedObject } from '../masked-object.ts';
import { fitsLiteral, flowString, literalString } from '../../write/yaml-string.ts';

/** Lines of a text, from 0, the last one included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface YamlLines {
  readonly lines: readonly string[];
  /** Where each field stands, by its JSON pointer. */
  readonly ranges: ReadonlyMap<string, LineRange>;
}

/** An object as the manifests have it, and where in it each field is. Values of Secrets, and what looks like one elsewhere, are masked. */
export function yamlLines(object: KubeObject): YamlLines {
  const lines: string[] = [];
  const ranges = new Map<string, LineRange>();
  printMap(maskedObject(object), '', '', { lines, ranges });
  return { lines, ranges };
}

interface Output {
  readonly lines: string[];
  readonly ranges: Map<string, LineRange>;
}

/** @param lead what stands before the first line in place of the indentation: `- ` behind blanks, for an item of a list */
function printMap(map: Readonly<Record<string, unknown>>, pointer: string, indent: string, output: Output, lead = indent): void {
  let start = lead;
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    printValue(value, pointerTo(pointer, key), `${start}${flowString(key)}:`, indent, output);
    start = indent;
  }
}

/** @param head the line up to the value, without a blank at its end */
function printValue(value: unknown, pointer: string, head: string, indent: string, output: Output): void {
  const { lines, ranges } = output;
  const first = lines.length;
  const below = `${indent}  `;
  if (isFilledMap(value)) {
    lines.push(head);
    printMap(value, pointer, below, output);
  } else if (Array.isArray(value) && value.length > 0) {
    lines.push(head);
    value.forEach((item: unknown, i) => printItem(item, pointerTo(pointer, i), below, output));
  } else lines.push(...`${head} ${scalarText(value, below)}`.split('\n'));
  ranges.set(pointer, { first, last: lines.length - 1 });
}

function printItem(item: unknown, pointer: string, indent: string, output: Output): void {
  const { lines, ranges } = output;
  const first = lines.length;
  if (isFilledMap(item)) printMap(item, pointer, `${indent}  `, output, `${indent}- `);
  else if (Array.isArray(item) && item.length > 0) {
    const nested: string[] = [];
    item.forEach((one: unknown, i) => printItem(one, pointerTo(pointer, i), `${indent}  `, { lines: nested, ranges: new Map() }));
    lines.push(...nested.map((line, i) => (i === 0 ? `${indent}- ${line.trimStart()}` : line)));
  } else lines.push(...`${indent}- ${scalarText(item, `${indent}  `)}`.split('\n'));
  ranges.set(pointer, { first, last: lines.length - 1 });
}

function isFilledMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return isMap(value) && Object.values(value).some((item) => item !== undefined);
}

function scalarText(value: unknown, indent: string): string {
  if (typeof value === 'string') return fitsLiteral(value) ? literalString(value, indent) : flowString(value);
  if (Array.isArray(value)) return '[]';
  return isMap(value) ? '{}' : String(value);
}

/** Where a field stands, or the nearest one around it that is there. */
export function rangeOf({ ranges, lines }: YamlLines, pointer: string): LineRange {
  let at = pointer;
  for (let range = ranges.get(at); at !== ''; range = ranges.get(at)) {
    if (range) return range;
    at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
  }
  return { first: 0, last: lines.length - 1 };
}
