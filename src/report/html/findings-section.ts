import type { Addition } from '../../ledger/entry.ts';
import { escaped, tag } from '../markup.ts';
import { counted } from '../terminal-text.ts';
import type { Item } from './account.ts';
import { printItem } from './item-markup.ts';

/** Shown at once; the rest is unfolded. */
const shownAtOnce = 12;

/** What somebody has to look at: refusals, and what is a warning or worse. */
export function isDecision({ outcome, level }: Item): boolean {
  return outcome === 'refused' || level !== 'info';
}

const severities = ['error', 'warning', 'info'];

/** Errors before warnings; empty where there is nothing to decide. */
export function printDecisions(items: readonly Item[]): string {
  const found = items
    .map((item, number) => ({ item, number }))
    .filter(({ item }) => isDecision(item))
    .sort((a, b) => severities.indexOf(a.item.level) - severities.indexOf(b.item.level) || a.number - b.number)
    .map(({ item, number }) => printItem(item, number));
  if (found.length === 0) return '';
  const first = list(found.slice(0, shownAtOnce));
  const more = found.slice(shownAtOnce);
  return more.length === 0 ? first : `${first}\n${folded(`${more.length} more`, list(more))}`;
}

/** What differs, by service; what somebody has to decide is told above. */
export function printDifferences(items: readonly Item[]): string {
  const groups = new Map<string, string[]>();
  items.forEach((item, number) => {
    const isTold = item.outcome === 'differs' || (item.outcome === 'finding' && item.level === 'info');
    if (!isTold || isDecision(item)) return;
    const group = item.service ?? '';
    const known = groups.get(group);
    if (known) known.push(printItem(item, number));
    else groups.set(group, [printItem(item, number)]);
  });
  return [...groups]
    .map(([service, found]) =>
      folded(`${service === '' ? 'The project' : escaped(service)} <span class="count">${found.length}</span>`, list(found)),
    )
    .join('\n');
}

/** What the input did not ask for. */
export function printAdditions(additions: readonly Addition[]): string {
  if (additions.length === 0) return '';
  const rows = additions.map(({ rule, message, optOut }) => {
    const without = optOut === undefined ? '' : tag('p', { class: 'hint' }, `without it: ${escaped(optOut)}`);
    return `<li class="item"><p class="head">${escaped(message)} ${tag('span', { class: 'rule' }, escaped(rule))}</p>${without}</li>`;
  });
  return folded(`${counted(additions.length, 'thing')} that the input does not say`, list(rows));
}

function list(rows: readonly string[]): string {
  return `<ul class="items">\n${rows.join('\n')}\n</ul>`;
}

/** @param title markup */
function folded(title: string, content: string): string {
  return `<details class="group"><summary>${title}</summary>\n${content}\n</details>`;
}
