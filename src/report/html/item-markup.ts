import type { ReportedOutcome } from '../summary.ts';
import { escaped, tag } from '../markup.ts';
import type { Item, ItemOutcome, ItemPlace } from './account.ts';
import { lineAnchor } from './page-data.ts';

export const outcomeTexts: Readonly<Record<ItemOutcome, string>> = {
  refused: 'refused',
  finding: 'finding',
  differs: 'differs',
  'not-applicable': 'not applicable',
  exact: 'exact',
} satisfies Record<ReportedOutcome | 'finding', string>;

/** An item of a list, with a link to its line. */
export function printItem(item: Item, number: number): string {
  const { outcome, level, rule, path, message, hint, place } = item;
  const head = [
    outcome === 'finding' ? '' : chip(outcome, outcomeTexts[outcome]),
    level === 'info' ? '' : chip(level, level),
    path === '' ? '' : tag('code', { class: 'path' }, escaped(path)),
    place ? placeLink(place) : '',
    tag('span', { class: 'rule' }, escaped(rule)),
  ];
  const text = [
    tag('p', { class: 'head' }, head.filter((part) => part !== '').join(' ')),
    message === '' ? '' : tag('p', {}, escaped(message)),
    hint === undefined ? '' : tag('p', { class: 'hint' }, escaped(hint)),
  ];
  return tag('li', { class: 'item', 'data-i': number }, text.join(''));
}

export function chip(kind: string, text: string): string {
  return `<span class="chip ${kind}">${text}</span>`;
}

export function placeLink({ source, line }: ItemPlace): string {
  const anchor = lineAnchor(source.path, line);
  return tag('a', { class: 'place', href: `#${fragment(anchor)}` }, escaped(anchor));
}

/** An anchor as it stands in an address. Lone surrogates have no address; such a link leads nowhere. */
export function fragment(anchor: string): string {
  return encodeURIComponent(anchor.replace(/\p{Cs}/gu, '\ufffd'))
    .replace(/%2F/g, '/')
    .replace(/%3A/g, ':');
}
