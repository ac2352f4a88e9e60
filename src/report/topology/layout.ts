import { centresOf, type ColumnItem } from './column-positions.ts';
import { orderLayers } from './layer-order.ts';
import { layersOf, type Link } from './layers.ts';

/** Something to place, in pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Place extends Box {
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout extends Box {
  /** Of each box. */
  readonly places: readonly Place[];
  /** Of each link: from the border of its first box, through the gaps that it passes, to the border of the other. */
  readonly routes: readonly (readonly Point[])[];
}

const columnGap = 76;
const rowGap = 18;
/** Height that links take where they pass a column. */
const passage = 12;
/** With more passages than that, which no picture shows apart any more, long links run straight across. */
const mostPassages = 3000;
/** Between the ends of links on one side of a box, at most. */
const endGap = 12;

/**
 * Boxes in columns from left to right, links bent as little as possible. Links to the same box that pass a column pass it
 * together, so that what everybody calls does not fill the picture. Every box has to have a link.
 */
export function layOutGraph(boxes: readonly Box[], links: readonly Link[]): Layout {
  const { layers, items, chains, steps } = withPassages(boxes, links);
  const columns = orderLayers(layers, steps);
  const centres = centresOf(columns, items, steps);
  const top = items.reduce((least, { height }, node) => Math.min(least, (centres[node] ?? 0) - height / 2), Infinity);
  const bottom = items.reduce((most, { height }, node) => Math.max(most, (centres[node] ?? 0) + height / 2), -Infinity);
  const widths = columns.map((column) => column.reduce((most, node) => Math.max(most, boxes[node]?.width ?? 0), 0));
  const lefts: number[] = [];
  widths.reduce((left, width) => {
    lefts.push(left);
    return left + width + columnGap;
  }, 0);
  const places = items.map((_, node): Place => {
    const layer = layers[node] ?? 0;
    const height = boxes[node]?.height ?? 0;
    return { x: lefts[layer] ?? 0, y: (centres[node] ?? 0) - top - height / 2 - rowGap / 2, width: widths[layer] ?? 0, height };
  });
  return {
    width: (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0),
    height: bottom - top - rowGap,
    places: places.slice(0, boxes.length),
    routes: routesOf(chains, places, boxes.length),
  };
}

interface Passages {
  /** Of boxes, then of passages. */
  readonly layers: readonly number[];
  readonly items: readonly ColumnItem[];
  /** The boxes and passages along each link. */
  readonly chains: readonly (readonly number[])[];
  /** Each step of a chain once, from left to right. */
  readonly steps: readonly Link[];
}

/** Cuts links at every column that they pass. */
function withPassages(boxes: readonly Box[], links: readonly Link[]): Passages {
  const layers = [...layersOf(boxes.length, links)];
  const items: ColumnItem[] = boxes.map(({ height }) => ({ height: height + rowGap, weight: 1 }));
  const passages = new Map<string, number>();
  const isCut = links.reduce((sum, { from, to }) => sum + Math.abs((layers[from] ?? 0) - (layers[to] ?? 0)) - 1, 0) <= mostPassages;
  const steps = new Map<string, Link>();
  const chains = links.map(({ from, to }) => {
    const isForward = (layers[from] ?? 0) <= (layers[to] ?? 0);
    const [first, last] = isForward ? [from, to] : [to, from];
    const chain = [first];
    const end = isCut ? (layers[last] ?? 0) : 0;
    for (let layer = (layers[first] ?? 0) + 1; layer < end; layer++) {
      const key = `${to} ${isForward} ${layer}`;
      const known = passages.get(key) ?? items.length;
      if (known === items.length) {
        passages.set(key, known);
        layers.push(layer);
        items.push({ height: passage, weight: 4 });
      }
      chain.push(known);
    }
    chain.push(last);
    chain.slice(1).forEach((node, i) => steps.set(`${chain[i]} ${node}`, { from: chain[i] ?? 0, to: node }));
    return isForward ? chain : chain.toReversed();
  });
  return { layers, items, chains, steps: [...steps.values()] };
}

/** The ends of links are spread over the sides of boxes, in the order of where they lead; those that lead to the same place share one. */
function routesOf(chains: readonly (readonly number[])[], places: readonly Place[], boxes: number): readonly (readonly Point[])[] {
  const centre = (node: number): Point => {
    const { x, y, width, height } = places[node] ?? { x: 0, y: 0, width: 0, height: 0 };
    return { x: x + width / 2, y: y + height / 2 };
  };
  const heights = endHeights(chains, places, centre);
  return chains.map((chain) => {
    const isRightwards = centre(chain.at(-1) ?? 0).x >= centre(chain[0] ?? 0).x;
    return chain.flatMap((node, step): Point[] => {
      const { x, y, width } = places[node] ?? { x: 0, y: 0, width: 0 };
      const [near, far] = isRightwards ? [x, x + width] : [x + width, x];
      if (step === 0) return [{ x: far, y: heights.get(`${node} ${chain[1]}`) ?? y }];
      if (step === chain.length - 1) return [{ x: near, y: heights.get(`${node} ${chain.at(-2)}`) ?? y }];
      return node < boxes ? [] : [near, far].map((end) => ({ x: end, y: y }));
    });
  });
}

/** Where on a box the links end that lead to a neighbour, by `box neighbour`. */
function endHeights(
  chains: readonly (readonly number[])[],
  places: readonly Place[],
  centre: (node: number) => Point,
): ReadonlyMap<string, number> {
  const sides = new Map<string, { readonly node: number; readonly others: Set<number> }>();
  for (const chain of chains) {
    for (const [node, other] of [chain.slice(0, 2), chain.slice(-2).toReversed()]) {
      if (node === undefined || other === undefined) continue;
      const key = `${node} ${centre(other).x > centre(node).x}`;
      const side = sides.get(key) ?? { node, others: new Set<number>() };
      sides.set(key, side);
      side.others.add(other);
    }
  }
  const heights = new Map<string, number>();
  for (const { node, others } of sides.values()) {
    const { y, height } = places[node] ?? { y: 0, height: 0 };
    const gap = Math.min(endGap, Math.max(0, height - 20) / Math.max(1, others.size - 1));
    [...others]
      .sort((a, b) => centre(a).y - centre(b).y)
      .forEach((other, i) => heights.set(`${node} ${other}`, y + height / 2 + (i - (others.size - 1) / 2) * gap));
  }
  return heights;
}
