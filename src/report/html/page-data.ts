import { outcomes, type Item } from './account.ts';
import type { Manifests } from './objects.ts';
import type { SourceText } from './source-lines.ts';

/** What the script of the page reads. Numbers stand for items, objects and outcomes, to keep it small. */
export interface PageData {
  readonly outcomes: readonly string[];
  readonly items: readonly PageItem[];
  /** For each file, for each line with items: its own, then those of others. */
  readonly lines: readonly Readonly<Record<number, readonly [own: readonly number[], others: readonly number[]]>>[];
  /** Anchors. */
  readonly objects: readonly string[];
}

type PageItem = readonly [
  outcome: number,
  level: string,
  rule: string,
  path: string,
  message: string,
  hint: string,
  service: string,
  /** Object, first and last line, JSON pointer. */
  fields: readonly (readonly [number, number, number, string])[],
];

export function pageData(items: readonly Item[], texts: readonly SourceText[], { objects, fields }: Manifests): PageData {
  return {
    outcomes,
    items: items.map((item, i): PageItem => [
      outcomes.indexOf(item.outcome),
      item.level,
      item.rule,
      item.path,
      item.message,
      item.hint ?? '',
      item.service ?? '',
      (fields[i] ?? []).map(({ object, first, last, pointer }) => [object, first, last, pointer]),
    ]),
    lines: texts.map(({ lines }) =>
      Object.fromEntries(
        lines.flatMap(({ items: own, others }, line) => (own.length + others.length === 0 ? [] : [[line + 1, [own, others] as const]])),
      ),
    ),
    objects: objects.map(({ id }) => id),
  };
}

/** JSON that ends no script element and is JavaScript, too. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** @param line from 0 */
export function lineAnchor(path: string, line: number): string {
  return `${path}:${line + 1}`;
}
