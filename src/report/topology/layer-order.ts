import { type Link, neighbours } from './layers.ts';

/** How often the columns are gone through, to and fro; more gains nothing on projects of a few hundred services. */
const sweeps = 12;

/**
 * The nodes of each column from top to bottom, with few crossings: by the mean position of their neighbours, sweep by sweep.
 * @param layers column of each node; every link leads from a column to the next
 */
export function orderLayers(layers: readonly number[], links: readonly Link[]): readonly (readonly number[])[] {
  const count = layers.length;
  const before = neighbours(count, links, ({ from, to }) => [to, from]);
  const after = neighbours(count, links, ({ from, to }) => [from, to]);
  let columns = initialOrder(layers, after);
  let best = columns;
  let fewest = crossings(columns, after);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    columns = swept(columns, sweep % 2 === 0 ? before : after, sweep % 2 === 0);
    const number = crossings(columns, after);
    if (number < fewest) [best, fewest] = [columns, number];
  }
  return best;
}

/** By depth first search, so that what belongs together begins together. */
function initialOrder(layers: readonly number[], after: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const columns = Array.from({ length: layers.reduce((most, layer) => Math.max(most, layer), -1) + 1 }, (): number[] => []);
  const seen = new Set<number>();
  const roots = layers.map((layer, node) => ({ layer, node })).sort((a, b) => a.layer - b.layer || a.node - b.node);
  for (const { node: root } of roots) {
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      columns[layers[node] ?? 0]?.push(node);
      stack.push(...(after[node] ?? []).toReversed());
    }
  }
  return columns;
}

function swept(
  columns: readonly (readonly number[])[],
  towards: readonly (readonly number[])[],
  isForward: boolean,
): readonly (readonly number[])[] {
  const result = columns.map((column) => [...column]);
  const position = positions(columns);
  for (const column of isForward ? result : result.toReversed()) {
    const rank = new Map(
      column.map((node, i) => {
        const others = towards[node] ?? [];
        const mean = others.reduce((sum, other) => sum + (position[other] ?? 0), 0) / others.length;
        return [node, others.length === 0 ? i : mean];
      }),
    );
    column.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0) || (position[a] ?? 0) - (position[b] ?? 0));
    column.forEach((node, i) => (position[node] = i));
  }
  return result;
}

function positions(columns: readonly (readonly number[])[]): number[] {
  const position: number[] = [];
  for (const column of columns) column.forEach((node, i) => (position[node] = i));
  return position;
}

/** The number of pairs of links that cross, counted with a Fenwick tree over each column. */
function crossings(columns: readonly (readonly number[])[], after: readonly (readonly number[])[]): number {
  const position = positions(columns);
  let total = 0;
  columns.forEach((column, i) => {
    const size = columns[i + 1]?.length ?? 0;
    const tree = Array.from({ length: size + 1 }, () => 0);
    let placed = 0;
    for (const node of column) {
      const targets = (after[node] ?? []).map((to) => position[to] ?? 0).sort((a, b) => a - b);
      for (const target of targets) {
        let notBelow = 0;
        for (let at = target + 1; at > 0; at -= at & -at) notBelow += tree[at] ?? 0;
        total += placed - notBelow;
      }
      for (const target of targets) for (let at = target + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
      placed += targets.length;
    }
  });
  return total;
}
