import type { MapEntry, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { withEntries } from './make-node.ts';

/**
 * A table keyed by path patterns (`services.*.ports[].target`), compiled for a single walk over a tree.
 * A literal key wins over `*` at the same level.
 */
export interface RuleTree<T> {
  readonly rule?: T;
  readonly keys: ReadonlyMap<string, RuleTree<T>>;
  readonly anyKey?: RuleTree<T>;
  readonly items?: RuleTree<T>;
}

interface Growing<T> {
  rule?: T;
  keys: Map<string, Growing<T>>;
  anyKey?: Growing<T>;
  items?: Growing<T>;
}

/** Compiles a table of patterns. */
export function ruleTree<T>(rows: Readonly<Record<string, T>>): RuleTree<T> {
  const root: Growing<T> = { keys: new Map() };
  for (const [pattern, rule] of Object.entries(rows)) {
    let at = root;
    for (const step of patternSteps(pattern)) at = grow(at, step);
    at.rule = rule;
  }
  return root;
}

function patternSteps(pattern: string): string[] {
  return pattern
    .replaceAll('[]', '.[]')
    .split('.')
    .filter((step) => step !== '');
}

function grow<T>(at: Growing<T>, step: string): Growing<T> {
  const fresh = (): Growing<T> => ({ keys: new Map() });
  if (step === '*') return (at.anyKey ??= fresh());
  if (step === '[]') return (at.items ??= fresh());
  const known = at.keys.get(step) ?? fresh();
  at.keys.set(step, known);
  return known;
}

/** The rules below a key. */
export function rulesBelow<T>(rules: RuleTree<T> | undefined, key: string): RuleTree<T> | undefined {
  return rules?.keys.get(key) ?? rules?.anyKey;
}

/** A row of a table for `rewrite`: the new node, or undefined to remove it from its map or list. */
export type Rewriter<C> = (node: Node, path: Path, context: C) => Node | undefined;

/**
 * Applies a table of rewriters, children before parents, and shares every subtree that no rule changed.
 * An item removed from a list closes the gap.
 */
export function rewrite<C>(node: Node, rules: RuleTree<Rewriter<C>>, context: C, path: Path = []): Node | undefined {
  const below = rewriteChildren(node, rules, context, path);
  return rules.rule ? rules.rule(below, path, context) : below;
}

function rewriteChildren<C>(node: Node, rules: RuleTree<Rewriter<C>>, context: C, path: Path): Node {
  if (node.kind === 'map' && (rules.keys.size > 0 || rules.anyKey)) {
    let entries: Map<string, MapEntry> | undefined;
    for (const [key, entry] of node.entries) {
      const below = rulesBelow(rules, key);
      if (!below) continue;
      const value = rewrite(entry.value, below, context, [...path, key]);
      if (value === entry.value) continue;
      entries ??= new Map(node.entries);
      if (value) entries.set(key, { ...entry, value });
      else entries.delete(key);
    }
    return entries ? withEntries(node, entries) : node;
  }
  if (node.kind === 'list' && rules.items) {
    const below = rules.items;
    let changed = false;
    const items: Node[] = [];
    for (const [index, item] of node.items.entries()) {
      const value = rewrite(item, below, context, [...path, index]);
      if (value !== item) changed = true;
      if (value) items.push(value);
    }
    return changed ? { ...node, items } : node;
  }
  return node;
}

/** A row of a table for `visit`. */
export type Visitor<C> = (node: Node, path: Path, context: C) => void;

/** Shows every node that a table names to its row. */
export function visit<C>(node: Node, rules: RuleTree<Visitor<C>>, context: C, path: Path = []): void {
  rules.rule?.(node, path, context);
  if (node.kind === 'map') {
    if (rules.keys.size === 0 && !rules.anyKey) return;
    for (const [key, entry] of node.entries) {
      const below = rulesBelow(rules, key);
      if (below) visit(entry.value, below, context, [...path, key]);
    }
  } else if (node.kind === 'list' && rules.items) {
    for (const [index, item] of node.items.entries()) visit(item, rules.items, context, [...path, index]);
  }
}
