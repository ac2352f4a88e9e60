/** Everything that can be reached from the starts, each behind what it leads to; in a circle the first met comes last. Long chains need no deep stack. */
export function postOrder<T>(starts: Iterable<T>, leadsTo: (one: T) => readonly T[]): readonly T[] {
  const met = new Set<T>();
  const out: T[] = [];
  for (const start of starts) {
    if (met.has(start)) continue;
    met.add(start);
    const open = [{ one: start, next: leadsTo(start)[Symbol.iterator]() }];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { value, done } = top.next.next();
      if (done === true) {
        out.push(top.one);
        open.pop();
      } else if (!met.has(value)) {
        met.add(value);
        open.push({ one: value, next: leadsTo(value)[Symbol.iterator]() });
      }
    }
  }
  return out;
}
