import type { Conversion } from '../../pipeline.ts';
import { escaped, tag } from '../markup.ts';
import { summarise } from '../summary.ts';
import { counted } from '../terminal-text.ts';
import type { EntryNode, Topology } from '../topology/model.ts';
import { type Item, type ItemOutcome, outcomes } from './account.ts';
import { isDecision } from './findings-section.ts';

/** Name, what there is to decide, and the figures. */
export function printHeader(conversion: Conversion, items: readonly Item[], topology: Topology | undefined): string {
  const { project } = conversion;
  const errors = items.filter(({ outcome, level }) => outcome === 'finding' && level === 'error').length;
  if (!project || !topology) {
    return `<header>\n<p class="tool">waybill</p>\n<h1>This project could not be read</h1>\n<p class="lead">${counted(errors, 'error')}: nothing was translated.</p>\n</header>`;
  }
  const decisions = items.filter(isDecision).length;
  const decide =
    decisions === 0
      ? 'Nothing needs a decision.'
      : `<a href="#decisions">${counted(decisions, 'point')}</a> ${decisions === 1 ? 'needs' : 'need'} a decision.`;
  return `<header>
<p class="tool">waybill</p>
<h1>${escaped(project.name)}</h1>
<p class="lead">${counted(conversion.objects.length, 'object')} from ${counted(project.services.size, 'service')}. ${decide}</p>
${printBar(items)}
<div class="cards">
${[publicCard(topology), objectsCard(conversion), inactiveCard(project.inactive)].filter((card) => card !== '').join('\n')}
</div>
</header>`;
}

/** Share of each outcome, without styles, which the policy of the page does not let in. */
function printBar(items: readonly Item[]): string {
  const shown: readonly ItemOutcome[] = outcomes.filter((outcome) => outcome !== 'finding');
  const counts = shown.map((outcome) => items.filter((item) => item.outcome === outcome).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return '';
  let x = 0;
  const bars = shown.map((outcome, i) => {
    const width = ((counts[i] ?? 0) / total) * 1000;
    const bar = tag('rect', { class: outcome, x: x.toFixed(2), width: width.toFixed(2), height: 8 });
    x += width;
    return bar;
  });
  return `<svg class="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">${bars.join('')}</svg>`;
}

function publicCard({ entries, edges, services }: Topology): string {
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const targets = ({ id }: EntryNode): string => {
    const to = edges.flatMap((edge) => (edge.kind === 'entry' && edge.from === id ? (names.get(edge.to) ?? []) : []));
    return to.join(', ');
  };
  const rows = entries.map(
    (entry) => `<li><b>${escaped(targets(entry))}</b> ${escaped(entry.type)} ${tag('code', {}, escaped(entry.addresses.join(' ')))}</li>`,
  );
  return printCard('Public', rows.length === 0 ? '<p>Nothing can be reached from outside the cluster.</p>' : `<ul>${rows.join('')}</ul>`);
}

function objectsCard(conversion: Conversion): string {
  const rows = [...summarise(conversion).objects].map(
    ([kind, count]) => `<li><b>${count}</b>${escaped(counted(count, kind).slice(String(count).length))}</li>`,
  );
  return printCard('Objects', `<ul class="counts">${rows.join('')}</ul>`);
}

function inactiveCard(inactive: ReadonlyMap<string, readonly string[]>): string {
  if (inactive.size === 0) return '';
  const rows = [...inactive].map(
    ([name, profiles]) => `<li><b>${escaped(name)}</b> ${escaped(profiles.map((profile) => `profile ${profile}`).join(', '))}</li>`,
  );
  return printCard('Left out', `<ul>${rows.join('')}</ul>`);
}

function printCard(title: string, content: string): string {
  return `<section class="card"><h2>${title}</h2>${content}</section>`;
}
