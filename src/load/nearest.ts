/** The candidates that a name was probably meant to be, nearest first; none when all are too far. A beginning counts as near. */
export function nearest(name: string, candidates: readonly string[]): readonly string[] {
  // A third of the letters may differ, and never all of them.
  const limit = Math.min(Math.max(1, Math.floor(name.length / 3)), name.length - 1);
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(candidate.toLowerCase(), name.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
}

function distanceTo(candidate: string, name: string, limit: number): number {
  const distance = editDistance(name, candidate, limit);
  return distance > limit && name.length > 2 && candidate.startsWith(name) ? limit : distance;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; more than `limit` counts as infinity. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? Number.POSITIVE_INFINITY;
}
