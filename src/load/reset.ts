import type { MapEntry, MapNode, Node } from '../source/node.ts';
import { withEntries } from './make-node.ts';

/** What `!reset` and `!override` in one document remove from what was read before it; a tree of the paths. */
export interface Resets {
  readonly removed: boolean;
  readonly keys: ReadonlyMap<string, Resets>;
}

export interface ResetDocument {
  /** The document without reset attributes and without tags. */
  readonly document: MapNode;
  readonly resets: Resets | undefined;
}

const removal: Resets = { removed: true, keys: new Map() };

/** Takes the tags out of a document and notes which attributes they remove elsewhere. */
export function takeResets(document: MapNode): ResetDocument {
  const taken = takeFrom(document);
  return { document: taken.node?.kind === 'map' ? taken.node : withEntries(document, new Map()), resets: taken.resets };
}

interface Taken {
  /** Undefined: reset. */
  readonly node: Node | undefined;
  readonly resets: Resets | undefined;
}

function takeFrom(node: Node): Taken {
  if (node.tag === '!reset') return { node: undefined, resets: removal };
  if (node.tag === '!override') return { node: withoutTags(node), resets: removal };
  if (node.kind === 'map') return takeFromMap(node);
  if (node.kind === 'list') {
    // on a list item a tag acts in its own file only.
    const items = node.items.map((item) => takeFrom(item).node).filter((item) => item !== undefined);
    const changed = items.length !== node.items.length || items.some((item, index) => item !== node.items[index]);
    return { node: changed ? { ...node, items } : node, resets: undefined };
  }
  return { node, resets: undefined };
}

function takeFromMap(node: MapNode): Taken {
  let entries: Map<string, MapEntry> | undefined;
  let keys: Map<string, Resets> | undefined;
  for (const [key, entry] of node.entries) {
    const taken = takeFrom(entry.value);
    if (taken.resets) (keys ??= new Map()).set(key, taken.resets);
    if (taken.node === entry.value) continue;
    entries ??= new Map(node.entries);
    if (taken.node) entries.set(key, { ...entry, value: taken.node });
    else entries.delete(key);
  }
  return { node: entries ? withEntries(node, entries) : node, resets: keys && { removed: false, keys } };
}

/** What stands below an `!override` is used as it is: further tags in it say nothing more, a `!reset` is an empty value. */
function withoutTags(node: Node): Node {
  const { tag: _tag, ...untagged } = node;
  if (untagged.kind === 'map') {
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of untagged.entries) {
      if (entry.value.tag !== '!reset') entries.set(key, { ...entry, value: withoutTags(entry.value) });
    }
    return { ...untagged, entries };
  }
  if (untagged.kind === 'list') return { ...untagged, items: untagged.items.filter((item) => item.tag !== '!reset').map(withoutTags) };
  return untagged;
}

/** The model without the attributes that a later document resets. */
export function applyResets(model: MapNode, resets: Resets | undefined): MapNode {
  if (!resets) return model;
  let entries: Map<string, MapEntry> | undefined;
  for (const [key, reset] of resets.keys) {
    const entry = model.entries.get(key);
    if (!entry) continue;
    if (reset.removed) (entries ??= new Map(model.entries)).delete(key);
    else if (entry.value.kind === 'map') {
      const value = applyResets(entry.value, reset);
      if (value !== entry.value) (entries ??= new Map(model.entries)).set(key, { ...entry, value });
    }
  }
  return entries ? withEntries(model, entries) : model;
}

/** The resets below a service, for the service that it extends. */
export function resetsOfService(resets: Resets | undefined, service: string): Resets | undefined {
  const found = resets?.keys.get('services')?.keys.get(service);
  return found?.removed ? undefined : found;
}
