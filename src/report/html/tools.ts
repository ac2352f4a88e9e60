import { escaped } from '../markup.ts';
import { type Item, outcomes } from './account.ts';
import { outcomeTexts } from './item-markup.ts';
import type { Manifests } from './objects.ts';

/** Filters by service, outcome and text. They work with the script only, which shows them. */
export function printTools(items: readonly Item[], { objects }: Manifests): string {
  const services = new Set([...items, ...objects].flatMap(({ service }) => service ?? []));
  const buttons = outcomes.flatMap((outcome, i) => {
    const count = items.filter((item) => item.outcome === outcome).length;
    if (count === 0) return [];
    return [
      `<button type="button" class="toggle ${outcome}" data-outcome="${i}" aria-pressed="false">${outcomeTexts[outcome]} <b>${count}</b></button>`,
    ];
  });
  const options = [...services].map((service) => `<option value="${escaped(service)}">${escaped(service)}</option>`);
  return `<form class="tools" role="search" aria-label="Filters">
<label><span>Service</span><select id="service"><option value="">all</option>${options.join('')}</select></label>
<div class="toggles" role="group" aria-label="Outcomes">${buttons.join('')}</div>
<label><span class="sr">Search</span><input id="query" type="search" placeholder="Search /" autocomplete="off" spellcheck="false"></label>
<button type="button" id="clear" disabled>Clear</button>
<output id="status" aria-live="polite"></output>
</form>`;
}
