import type { Node, Plain } from './node.ts';

/** Keys and list positions from the root down. */
export type Path = readonly (string | number)[];

/** A value without further values below it: a scalar, or an empty map or list. */
export interface Leaf {
  /** As `formatPath` prints `segments`. */
  readonly path: string;
  readonly segments: Path;
  readonly node: Node;
}

/** The bare data of a tree. Objects have no prototype, so that any key is an ordinary key. */
export function toPlain(node: Node): Plain {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  const plain: Record<string, Plain> = Object.create(null);
  for (const [key, entry] of node.entries) plain[key] = toPlain(entry.value);
  return plain;
}

/** The node at a path; undefined where a key or an item is missing. */
export function getAt(node: Node, path: Path): Node | undefined {
  let at: Node | undefined = node;
  for (const step of path) {
    if (at === undefined) return undefined;
    if (at.kind === 'map') at = at.entries.get(String(step))?.value;
    else if (at.kind === 'list' && typeof step === 'number') at = at.items[step];
    else return undefined;
  }
  return at;
}

/** Every leaf in order of appearance; a null is one, an empty map or list too. */
export function* leaves(node: Node, path: Path = []): Generator<Leaf> {
  yield* leavesBelow(node, path, formatPath(path));
}

function* leavesBelow(node: Node, segments: Path, path: string): Generator<Leaf> {
  if (node.kind === 'map' && node.entries.size > 0) {
    for (const [key, entry] of node.entries) yield* leavesBelow(entry.value, [...segments, key], path + formatStep(key, path === ''));
  } else if (node.kind === 'list' && node.items.length > 0) {
    for (const [index, item] of node.items.entries()) yield* leavesBelow(item, [...segments, index], `${path}[${index}]`);
  } else {
    yield { path, segments, node };
  }
}

/** A path as people read it: `services.web.ports[0].target`; keys that would be ambiguous in quotes: `labels["a.b"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) text += formatStep(step, text === '');
  return text;
}

function formatStep(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (!/^[^\s."'[\]]+$/.test(step)) return `[${JSON.stringify(step)}]`;
  return first ? step : `.${step}`;
}

/** Reads what `formatPath` prints; undefined for a text that is no path. The empty text is the root. */
export function parsePath(text: string): Path | undefined {
  const step = /(?:(?<key>[^\s."'[\]]+)|\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\])/y;
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    const dotted = text[at] === '.';
    if (dotted && at === 0) return undefined;
    step.lastIndex = dotted ? at + 1 : at;
    const groups = step.exec(text)?.groups;
    if (!groups) return undefined;
    const { key, index, quoted } = groups;
    // A dot stands before every plain key but the first, and before nothing else.
    if (dotted !== (key !== undefined && at > 0)) return undefined;
    if (key !== undefined) path.push(key);
    else if (index !== undefined) path.push(Number(index));
    else {
      const unquoted = parseQuoted(quoted ?? '');
      if (unquoted === undefined) return undefined;
      path.push(unquoted);
    }
    at = step.lastIndex;
  }
  return path;
}

function parseQuoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}
