import { type Link, neighbours } from './layers.ts';

/** How often the columns are gone through, to and fro. */
const sweeps = 16;

export interface ColumnItem {
  /** With the gap to its neighbours. */
  readonly height: number;
  /** How much it pulls others to its own height; the bends of long links more, so that these run straight. */
  readonly weight: number;
}

/** The vertical centre of each node: near the mean of its neighbours, in the given order. */
export function centresOf(
  columns: readonly (readonly number[])[],
  items: readonly ColumnItem[],
  links: readonly Link[],
): readonly number[] {
  const centres: number[] = [];
  const place = (column: readonly number[], wished: (node: number) => number, weightOf: (node: number) => number): void => {
    nearestPositions(column.map((node) => ({ wished: wished(node), height: items[node]?.height ?? 0, weight: weightOf(node) }))).forEach(
      (centre, i) => (centres[column[i] ?? 0] = centre),
    );
  };
  for (const column of columns)
    place(
      column,
      () => 0,
      () => 1,
    );
  const before = neighbours(items.length, links, ({ from, to }) => [to, from]);
  const after = neighbours(items.length, links, ({ from, to }) => [from, to]);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isLast = sweep >= sweeps - 2;
    const isForward = sweep % 2 === 0;
    for (const column of isForward ? columns : columns.toReversed()) {
      const others = (node: number): readonly number[] => {
        const near = (isForward ? before : after)[node] ?? [];
        return isLast || near.length === 0 ? [...(before[node] ?? []), ...(after[node] ?? [])] : near;
      };
      const weight = (node: number): number => items[node]?.weight ?? 1;
      const mean = (node: number): number => {
        const near = others(node);
        const total = near.reduce((sum, other) => sum + weight(other), 0);
        return total === 0 ? (centres[node] ?? 0) : near.reduce((sum, other) => sum + (centres[other] ?? 0) * weight(other), 0) / total;
      };
      place(column, mean, (node) => (others(node).length === 0 ? 0.05 : weight(node)));
    }
  }
  return centres;
}

interface Wish {
  /** Where the centre would best be. */
  readonly wished: number;
  readonly height: number;
  readonly weight: number;
}

/**
 * Centres in order and apart that are nearest to the wishes, by least squares: runs of neighbours that would overlap move
 * together to the mean of what they wish (isotonic regression by pooling).
 */
function nearestPositions(wishes: readonly Wish[]): readonly number[] {
  const offsets: number[] = [];
  wishes.reduce((end, { height }) => {
    offsets.push(end + height / 2);
    return end + height;
  }, 0);
  const pools: { sum: number; weight: number; size: number }[] = [];
  wishes.forEach(({ wished, weight }, i) => {
    let pool = { sum: (wished - (offsets[i] ?? 0)) * weight, weight, size: 1 };
    for (let last = pools.at(-1); last && last.sum / last.weight >= pool.sum / pool.weight; last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, size: last.size + pool.size };
      pools.pop();
    }
    pools.push(pool);
  });
  return pools
    .flatMap(({ sum, weight, size }) => Array.from({ length: size }, () => sum / weight))
    .map((base, i) => base + (offsets[i] ?? 0));
}
