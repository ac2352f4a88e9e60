import type { CST } from 'yaml';

interface Step {
  readonly token: CST.Token;
  readonly depth: number;
}

/** Where a token stands that is nested deeper than a limit; undefined where there is none. Needs no stack of its own. */
export function tooDeepAt(tokens: readonly CST.Token[], limit: number): number | undefined {
  const steps: Step[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { token, depth } = step;
    if (depth > limit) return token.offset;
    if (token.type === 'document' && token.value) steps.push({ token: token.value, depth: depth + 1 });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items as readonly CST.CollectionItem[]) {
      if (key) steps.push({ token: key, depth: depth + 1 });
      if (value) steps.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}
