/** A link between nodes that are numbered from 0. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

/**
 * The column of each node: behind everything that points to it, and as near to what it points to as that allows.
 * Links that close a circle are taken backwards.
 */
export function layersOf(count: number, links: readonly Link[]): readonly number[] {
  const forward = withoutCycles(count, links);
  const next = neighbours(count, forward, ({ from, to }) => [from, to]);
  const order = topologicalOrder(count, next);
  const layers = Array.from({ length: count }, () => 0);
  for (const node of order) for (const to of next[node] ?? []) layers[to] = Math.max(layers[to] ?? 0, (layers[node] ?? 0) + 1);
  const hasSource = new Set(forward.map(({ to }) => to));
  for (const node of order.toReversed()) {
    const targets = next[node] ?? [];
    if (!hasSource.has(node) && targets.length > 0) layers[node] = Math.min(...targets.map((to) => layers[to] ?? 0)) - 1;
  }
  return layers;
}

/** For each node the other ends of its links. */
export function neighbours(
  count: number,
  links: readonly Link[],
  ends: (link: Link) => readonly [node: number, other: number],
): readonly (readonly number[])[] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const link of links) {
    const [node, other] = ends(link);
    lists[node]?.push(other);
  }
  return lists;
}

/** Every link once, those turned round that lead back to a node on the way to them. Iterative: chains may be long. */
function withoutCycles(count: number, links: readonly Link[]): readonly Link[] {
  const next = neighbours(count, links, ({ from, to }) => [from, to]);
  const state = Array.from({ length: count }, (): 'new' | 'open' | 'done' => 'new');
  const backwards = new Set<string>();
  for (let root = 0; root < count; root++) {
    if (state[root] !== 'new') continue;
    const stack = [{ node: root, at: 0 }];
    state[root] = 'open';
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = next[top.node]?.[top.at++];
      if (to === undefined) {
        state[top.node] = 'done';
        stack.pop();
      } else if (state[to] === 'open') backwards.add(`${top.node} ${to}`);
      else if (state[to] === 'new') {
        state[to] = 'open';
        stack.push({ node: to, at: 0 });
      }
    }
  }
  return links
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => (backwards.has(`${from} ${to}`) ? { from: to, to: from } : { from, to }));
}

function topologicalOrder(count: number, next: readonly (readonly number[])[]): readonly number[] {
  const waiting = Array.from({ length: count }, () => 0);
  for (const targets of next) for (const to of targets) waiting[to] = (waiting[to] ?? 0) + 1;
  const order = waiting.flatMap((number, node) => (number === 0 ? [node] : []));
  for (let i = 0; i < order.length; i++) {
    for (const to of next[order[i] ?? 0] ?? []) {
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0) order.push(to);
    }
  }
  return order;
}
