import type { Addition } from '../../ledger/entry.ts';
import { escaped, tag } from '../markup.ts';
import type { Item, ItemPlace } from './account.ts';
import { fragment } from './item-markup.ts';
import type { ManifestObject, Manifests } from './objects.ts';
import { lineAnchor } from './page-data.ts';
import { blockScalarTracker, tinted } from './tinted.ts';

/** Links on one line of a manifest; the panel of the source line has them all. */
const linksShown = 3;

/** Every object, folded, each field with links to the lines that it came from. */
export function printManifests({ objects }: Manifests, items: readonly Item[]): string {
  const files = new Set(items.flatMap(({ place }) => (place ? [place.source.path] : [])));
  return objects.map((object, number) => printObject(object, number, { items, isOneFile: files.size === 1 })).join('\n');
}

interface LinkContext {
  readonly items: readonly Item[];
  /** Line numbers alone say where. */
  readonly isOneFile: boolean;
}

function printObject(object: ManifestObject, number: number, context: LinkContext): string {
  const { id, kind, name, service, yaml, items, additions } = object;
  const isText = blockScalarTracker();
  const lines = yaml.lines.map((line, i) => {
    const links = printLinks(items.get(i) ?? [], context) + printAdded(additions.get(i) ?? []);
    return `<i>${tinted(line, [], isText(line))}${links}\n</i>`;
  });
  const title = `${escaped(kind)} <b>${escaped(name)}</b>${service === undefined || service === name ? '' : ` <span class="of">of ${escaped(service)}</span>`}`;
  return `<details class="object" id="${escaped(id)}" data-o="${number}" data-service="${escaped(service ?? '')}"><summary>${title}</summary>
<pre class="yaml" tabindex="0">${lines.join('')}</pre>
</details>`;
}

function printLinks(numbers: readonly number[], { items, isOneFile }: LinkContext): string {
  const places = new Map<string, ItemPlace>();
  for (const number of numbers) {
    const place = items[number]?.place;
    if (place) places.set(lineAnchor(place.source.path, place.line), place);
  }
  const shown = [...places].slice(0, linksShown).map(([anchor, { line }]) => {
    const text = isOneFile ? `line ${line + 1}` : anchor;
    return tag('a', { class: 'from', href: `#${fragment(anchor)}` }, escaped(text));
  });
  return places.size > linksShown ? `${shown.join('')}<span class="from">+${places.size - linksShown}</span>` : shown.join('');
}

function printAdded(additions: readonly Addition[]): string {
  return additions.map(({ rule, message }) => tag('span', { class: 'added', title: message }, `added · ${escaped(rule)}`)).join('');
}
