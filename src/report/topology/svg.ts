import { escaped, tag } from '../markup.ts';
import { badge, type Card, faces, lineHeight, paddingLeft, paddingTop } from './card.ts';
import type { Point } from './layout.ts';
import { badgeLeft, type Legend, legendFace, legendOf, type LineKind, lineLeft } from './legend.ts';
import { conditionText } from './condition-text.ts';
import type { Edge, Topology } from './model.ts';
import { type Line, type PlacedCard, type Scene, sceneOf } from './scene.ts';
import { svgStyle } from './svg-style.ts';

export interface SvgOptions {
  /** Services are buttons that say which one they are; for a page with a script. */
  readonly interactive: boolean;
  /** Without the style, for a page that has it. */
  readonly unstyled: boolean;
}

export interface Picture {
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

const margin = 16;
const arrowLength = 7;

/** The topology as a self-contained SVG file: no script, no font, nothing fetched; dark where the reader's system is. */
export function printSvg(topology: Topology): string {
  return `${drawSvg(topology, { interactive: false, unstyled: false }).svg}\n`;
}

export function drawSvg(topology: Topology, options: SvgOptions): Picture {
  const scene = sceneOf(topology);
  const legend = legendOf(
    topology,
    scene.lines.map(({ edge }) => edge),
    Math.max(scene.width, 320),
  );
  const width = Math.ceil(Math.max(scene.width, legend.width) + 2 * margin);
  const height = Math.ceil(scene.height + legend.height + 2 * margin + (legend.height > 0 ? 22 : 0));
  const title = `Topology of ${topology.project}`;
  const content = [
    tag('title', {}, escaped(title)),
    tag('desc', {}, escaped(description(topology))),
    ...(options.unstyled ? [] : [tag('style', {}, svgStyle)]),
    tag('rect', { class: 'page', width, height }),
    tag(
      'g',
      { transform: `translate(${margin} ${margin})` },
      `\n${[...printLines(scene.lines, namesOf(topology)), ...scene.cards.map((card) => printCard(card, options))].join('\n')}\n`,
    ),
    printLegend(legend, scene),
  ].join('\n');
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'topology',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: options.interactive ? 'group' : 'img',
    'aria-label': title,
  };
  return { svg: tag('svg', attributes, `\n${content}\n`), width, height };
}

function description({ services, volumes, entries, networks }: Topology): string {
  const list = (noun: string, members: readonly string[]): string => (members.length === 0 ? '' : ` ${noun}: ${members.join(', ')}.`);
  return [
    list(
      'Entry points',
      entries.map(({ type, addresses }) => [type, ...addresses].join(' ')),
    ),
    list(
      'Services',
      services.map(({ name }) => name),
    ),
    list(
      'Volumes',
      volumes.map(({ name }) => name),
    ),
    list(
      'Networks',
      networks.map(({ key }) => key),
    ),
  ]
    .join('')
    .trim();
}

function namesOf({ services, volumes, entries, externals }: Topology): ReadonlyMap<string, string> {
  return new Map([
    ...[...services, ...volumes, ...externals].map(({ id, name }): [string, string] => [id, name]),
    ...entries.map(({ id, type }): [string, string] => [id, type]),
  ]);
}

function printCard({ card, place }: PlacedCard, { interactive }: SvgOptions): string {
  const { x, y, width, height } = place;
  const isButton = interactive && card.service !== undefined;
  const attributes = {
    class: ['node', card.shape, card.workload?.toLowerCase()].filter((part) => part !== undefined).join(' '),
    transform: `translate(${rounded(x)} ${rounded(y)})`,
    'data-node': interactive ? card.id : undefined,
    ...(isButton && { 'data-service': card.service, role: 'button', tabindex: 0, 'aria-label': `Show ${card.service ?? ''}` }),
  };
  const radius = card.shape === 'entry' ? Math.min(height / 2, 20) : 7;
  return tag(
    'g',
    attributes,
    [
      tag('title', {}, escaped(card.title)),
      tag('rect', { class: 'box', width, height, rx: radius }),
      ...(card.shape === 'service' ? [tag('path', { class: 'edge-mark', d: `M3 8v${height - 16}` })] : []),
      ...card.lines.map((line, i) => printCardLine(line, i)),
      ...card.networks.map((network, i) =>
        printBadge(network, paddingLeft + i * (badge + 3), paddingTop + card.lines.length * lineHeight + 1),
      ),
    ].join(''),
  );
}

function printCardLine({ text, style }: Card['lines'][number], index: number): string {
  const y = paddingTop + index * lineHeight + 11;
  const isVolume = style === 'volume';
  const label = tag(
    'text',
    { class: `t-${style}`, x: paddingLeft + (isVolume ? 18 : 0), y, 'font-size': faces[style].size },
    escaped(text),
  );
  return isVolume ? tag('path', { class: 'cylinder', d: cylinder, transform: `translate(${paddingLeft} ${y - 10})` }) + label : label;
}

const cylinder = 'M0 2.5C0 -.5 11 -.5 11 2.5V9C11 12 0 12 0 9ZM0 2.5C0 5.5 11 5.5 11 2.5';

/** Colours of networks come round again; the number tells them apart. */
const networkColours = 8;

function printBadge(network: number, x: number, y: number): string {
  const number = String(network + 1);
  return tag(
    'g',
    { class: `network n${network % networkColours}`, transform: `translate(${x} ${y})` },
    tag('rect', { width: badge, height: badge, rx: 3.5 }) +
      tag('text', { x: badge / 2, y: badge - 4, 'font-size': number.length > 1 ? 8 : 10, 'text-anchor': 'middle' }, number),
  );
}

/**
 * Links that come together run on one line, drawn by the first of them; the others have that part in a path that a page shows
 * when it points at them.
 */
function printLines(lines: readonly Line[], nameOf: ReadonlyMap<string, string>): readonly string[] {
  const drawn = new Set<string>();
  return lines
    .map((line, i) => ({ line, i }))
    .sort((a, b) => Number(lineKind(a.line.edge) === 'wait') - Number(lineKind(b.line.edge) === 'wait') || a.i - b.i)
    .map(({ line }) => printLine(line, nameOf, drawn));
}

function printLine({ edge, points }: Line, nameOf: ReadonlyMap<string, string>, drawn: Set<string>): string {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return '';
  const way = last.x >= before.x ? 1 : -1;
  const hasArrow = edge.kind === 'entry' || edge.kind === 'service';
  const own: string[] = [];
  const common: string[] = [];
  points.slice(1).forEach((to, i) => {
    const isLast = i === points.length - 2;
    const segment = curve(points[i] ?? to, hasArrow && isLast ? { x: to.x - way * arrowLength, y: to.y } : to);
    (drawn.has(segment) ? common : own).push(segment);
    drawn.add(segment);
  });
  return tag(
    'g',
    { class: `edge ${lineKind(edge)}`, 'data-from': edge.from, 'data-to': edge.to },
    [
      tag('title', {}, escaped(edgeTitle(edge, nameOf))),
      ...(own.length > 0 ? [tag('path', { class: 'line', d: own.join('') })] : []),
      ...(common.length > 0 ? [tag('path', { class: 'line common', d: common.join('') })] : []),
      ...(hasArrow ? [tag('path', { class: 'head', d: `M${rounded(last.x)} ${rounded(last.y)}l${-way * 8} -4v8z` })] : []),
    ].join(''),
  );
}

function lineKind(edge: Edge): LineKind {
  return edge.kind === 'service' && !edge.calls ? 'wait' : edge.kind;
}

/** Leaves and arrives level; straight where it passes below or above a card. */
function curve(from: Point, { x, y }: Point): string {
  const start = `M${rounded(from.x)} ${rounded(from.y)}`;
  if (rounded(from.y) === rounded(y)) return `${start}H${rounded(x)}`;
  const middle = (from.x + x) / 2;
  return `${start}C${rounded(middle)} ${rounded(from.y)} ${rounded(middle)} ${rounded(y)} ${rounded(x)} ${rounded(y)}`;
}

function edgeTitle(edge: Edge, nameOf: ReadonlyMap<string, string>): string {
  const from = nameOf.get(edge.from) ?? edge.from;
  const to = nameOf.get(edge.to) ?? edge.to;
  if (edge.kind === 'entry') return `${from} leads to ${to}${edge.ports.length > 0 ? `, ports ${edge.ports.join(', ')}` : ''}`;
  if (edge.kind === 'mount') return `${from} mounts ${to}${edge.readOnly ? ', read-only,' : ''} at ${edge.paths.join(', ')}`;
  if (edge.kind === 'external') return `${from} needs ${to}`;
  const calls = edge.calls ? `${from} calls ${to}${edge.ports.length > 0 ? ` on ${edge.ports.join(', ')}` : ''}` : '';
  const condition = conditionText(edge.condition);
  const waits = edge.condition === undefined ? '' : `${from} starts after ${to}${condition === '' ? '' : `, ${condition}`}`;
  return [calls, waits].filter((part) => part !== '').join('\n');
}

function printLegend(legend: Legend, scene: Scene): string {
  const content = legend.items.map(({ sample, text, x, y }) => {
    const label = tag(
      'text',
      { class: 't-fact', x: typeof sample === 'number' ? badgeLeft : lineLeft, y: 11, 'font-size': legendFace.size },
      escaped(text),
    );
    const mark =
      typeof sample === 'number'
        ? printBadge(sample, 0, 0)
        : tag('g', { class: `edge ${sample}` }, tag('path', { class: 'line', d: 'M0 7.5H24' }));
    return tag('g', { transform: `translate(${rounded(x)} ${y})` }, mark + label);
  });
  return tag('g', { class: 'legend', transform: `translate(${margin} ${rounded(scene.height + margin + 22)})` }, content.join('\n'));
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}
