const quantityText = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))((?:[KMGTPE]i)|[numkMGTPE]|[eE][+-]?[0-9]+)?$/;

const factors: ReadonlyMap<string, number> = new Map([
  ...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, i): [string, number] => [suffix, 1000 ** (i - 3)]),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, i): [string, number] => [suffix, 1024 ** (i + 1)]),
]);

/** The value of a Kubernetes quantity (`250m` is 0.25, `64Mi` is 67108864); undefined if it is none. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const found = typeof value === 'string' ? quantityText.exec(value) : null;
  if (!found) return undefined;
  const [, amount = '', suffix = ''] = found;
  const factor = factors.get(suffix);
  return factor === undefined ? Number(`${amount}${suffix}`) : Number(amount) * factor;
}
