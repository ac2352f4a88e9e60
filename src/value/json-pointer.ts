/** A JSON pointer one or more steps further (RFC 6901). */
export function pointerTo(pointer: string, ...keys: readonly (string | number)[]): string {
  return keys.reduce<string>((path, key) => `${path}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`, pointer);
}

/**
 * A step to the item of a list in which a field has a value, for a pointer that is made before the place of the item is known:
 * `pointerTo('/volumes', itemWhere('name', 'data'))`. The field may lie deeper: `metadata/name`.
 */
export function itemWhere(field: string, value: string | number): string {
  return `[${field}=${value}]`;
}

/** A step to the first item of a list that has a field. */
export function itemWith(field: string): string {
  return `[${field}]`;
}

const itemStep = /^\[([^=\]]+)(?:=(.*))?\]$/s;

/**
 * A pointer with positions where it names items of lists.
 * @returns undefined where it names an item that is not there, or leads nowhere from it on
 */
export function settlePointer(document: unknown, pointer: string): string | undefined {
  if (!pointer.includes('/[')) return pointer;
  let settled = '';
  let value: unknown = document;
  for (const step of pointer.split('/').slice(1)) {
    const key = unescaped(step);
    const at = Array.isArray(value) ? positionOf(value, key) : key;
    value = fieldOf(value, at);
    if (value === undefined) return undefined;
    settled += at === key ? `/${step}` : `/${at}`;
  }
  return settled;
}

function positionOf(items: readonly unknown[], step: string): string {
  const [, path = '', wanted] = itemStep.exec(step) ?? [];
  if (path === '') return step;
  const fields = path.split('/').map(unescaped);
  const at = items.findIndex((item) => {
    const found = fields.reduce(fieldOf, item);
    return wanted === undefined ? found !== undefined : String(found) === wanted;
  });
  return String(at);
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function unescaped(step: string): string {
  return step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step;
}

/** What stands at a JSON pointer (RFC 6901); nothing where it leads nowhere. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const step of pointer.split('/').slice(1)) {
    value = fieldOf(value, unescaped(step));
    if (value === undefined) return undefined;
  }
  return value;
}
