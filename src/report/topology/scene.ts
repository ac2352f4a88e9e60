import { type Card, cardsOf } from './card.ts';
import { type Box, layOutGraph, type Place, type Point } from './layout.ts';
import type { Edge, Topology } from './model.ts';

export interface PlacedCard {
  readonly card: Card;
  readonly place: Place;
}

export interface Line {
  readonly edge: Edge;
  readonly points: readonly Point[];
}

/** The picture without its looks: what stands where, in pixels. */
export interface Scene extends Box {
  readonly cards: readonly PlacedCard[];
  readonly lines: readonly Line[];
}

const partGap = 30;
/** Small parts stand side by side up to this width, or that of the widest part. */
const shelfWidth = 1040;

/** Places every node and link: the parts that hang together in rows, the largest first. */
export function sceneOf(topology: Topology): Scene {
  const cards = cardsOf(topology);
  const blocks = blocksOf(cards, topology.edges).sort((a, b) => b.cards.length - a.cards.length || b.height - a.height);
  const room = blocks.reduce((most, { width }) => Math.max(most, width), shelfWidth);
  const scene = { width: 0, height: 0, cards: [] as PlacedCard[], lines: [] as Line[] };
  let x = 0;
  let y = 0;
  for (const block of blocks) {
    if (x > 0 && x + block.width > room) {
      x = 0;
      y = scene.height + partGap;
    }
    for (const { card, place } of block.cards) scene.cards.push({ card, place: { ...place, x: place.x + x, y: place.y + y } });
    for (const { edge, points } of block.lines)
      scene.lines.push({ edge, points: points.map((point) => ({ x: point.x + x, y: point.y + y })) });
    scene.width = Math.max(scene.width, x + block.width);
    scene.height = Math.max(scene.height, y + block.height);
    x += block.width + partGap;
  }
  return scene;
}

/** The parts, each laid out for itself. */
function blocksOf(cards: readonly Card[], allEdges: readonly Edge[]): Scene[] {
  const numbers = new Map(cards.map(({ id }, i) => [id, i]));
  const edges = allEdges.filter(({ from, to }) => numbers.has(from) && numbers.has(to));
  return partsOf(cards.length, edges, numbers).map((part): Scene => {
    const own = part.members.flatMap((i) => cards[i] ?? []);
    const [only] = own;
    if (only && own.length === 1) {
      const { width, height } = only;
      return { width, height, cards: [{ card: only, place: { x: 0, y: 0, width, height } }], lines: [] };
    }
    const index = new Map(own.map(({ id }, i) => [id, i]));
    const { width, height, places, routes } = layOutGraph(
      own,
      part.edges.map(({ from, to }) => ({ from: index.get(from) ?? 0, to: index.get(to) ?? 0 })),
    );
    return {
      width,
      height,
      cards: own.flatMap((card, i) => (places[i] ? [{ card, place: places[i] }] : [])),
      lines: part.edges.map((edge, i) => ({ edge, points: routes[i] ?? [] })),
    };
  });
}

interface Part {
  readonly members: number[];
  readonly edges: Edge[];
}

/** What hangs together, in the order of the first member. */
function partsOf(count: number, edges: readonly Edge[], numbers: ReadonlyMap<string, number>): readonly Part[] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const root = (node: number): number => {
    let at = node;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up;
      at = up;
    }
    return at;
  };
  for (const { from, to } of edges) parent[root(numbers.get(from) ?? 0)] = root(numbers.get(to) ?? 0);
  const parts = new Map<number, Part>();
  parent.forEach((_, node) => {
    const part = parts.get(root(node));
    if (part) part.members.push(node);
    else parts.set(root(node), { members: [node], edges: [] });
  });
  for (const edge of edges) parts.get(root(numbers.get(edge.from) ?? 0))?.edges.push(edge);
  return [...parts.values()];
}
