import { fitted, widthOf } from './text-width.ts';
import type { Edge, Topology } from './model.ts';
import { oneLine } from '../terminal-text.ts';

/** How a line of the picture looks. */
export type LineKind = Exclude<Edge['kind'], 'service'> | 'service' | 'wait';

export interface LegendItem {
  /** A kind of line, or the number of a network. */
  readonly sample: LineKind | number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface Legend {
  readonly items: readonly LegendItem[];
  readonly width: number;
  readonly height: number;
}

const lineTexts: readonly (readonly [LineKind, string])[] = [
  ['entry', 'from outside'],
  ['service', 'calls'],
  ['wait', 'only waits for'],
  ['mount', 'mounts a shared volume'],
  ['external', 'needs what must exist'],
];

const rowHeight = 22;
/** Where the text begins behind a line, and behind the number of a network. */
export const lineLeft = 30;
export const badgeLeft = 21;
export const legendFace = { size: 11.5 };
const itemGap = 22;

/** What the lines and numbers mean, as far as the picture has them, in rows of at most so many pixels. */
export function legendOf({ networks }: Topology, edges: readonly Edge[], width: number): Legend {
  const kinds = new Set(edges.map((edge): LineKind => (edge.kind === 'service' && !edge.calls ? 'wait' : edge.kind)));
  const wanted = [
    ...lineTexts.filter(([kind]) => kinds.has(kind)).map(([sample, text]) => ({ sample, text })),
    ...(networks.length > 1 ? networks : []).map(({ key, internal, external }, sample) => ({
      sample,
      text: `network ${oneLine(key)}${internal ? ' (internal)' : external ? ' (external)' : ''}`,
    })),
  ];
  let x = 0;
  let y = 0;
  let right = 0;
  const items = wanted.map(({ sample, text }): LegendItem => {
    const shown = fitted(text, legendFace, 240);
    const length = (typeof sample === 'number' ? badgeLeft : lineLeft) + widthOf(shown, legendFace);
    if (x > 0 && x + length > width) {
      x = 0;
      y += rowHeight;
    }
    const item = { sample, text: shown, x, y };
    right = Math.max(right, x + length);
    x += length + itemGap;
    return item;
  });
  return { items, width: right, height: items.length === 0 ? 0 : y + rowHeight };
}
