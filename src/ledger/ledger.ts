import type { Span } from '../diagnostics/span.ts';
import type { MapNode, Node } from '../source/node.ts';
import { formatPath, leaves, parsePath, type Path } from '../source/node-tools.ts';
import type { Addition, Entry, Level, Outcome, Precondition, Target } from './entry.ts';

/** What a rule may say beside the message. */
export interface EntryDetails {
  readonly level?: Level;
  readonly hint?: string;
  readonly targets?: readonly Target[];
}

/**
 * The account of the input: rules write one entry for every attribute that they take.
 * An entry on a map or list covers everything below it that has no entry of its own.
 */
export class Ledger {
  readonly additions: Addition[] = [];
  readonly preconditions: Precondition[] = [];
  readonly #tree: MapNode;
  readonly #entries: Entry[] = [];
  /** Fields that attributes shaped beside what their entries say, by path. */
  readonly #shaped = new Map<string, Target[]>();
  readonly #seen = new Set<string>();

  constructor(tree: MapNode) {
    this.#tree = tree;
  }

  /** Translated with nothing lost. */
  exact(path: Path, rule: string, targets: readonly Target[] = []): void {
    this.#record(path, 'exact', 'info', rule, '', { targets });
  }

  /** Translated, and the cluster differs from Docker in the stated way. */
  differs(path: Path, rule: string, message: string, details: EntryDetails = {}): void {
    this.#record(path, 'differs', details.level ?? 'info', rule, message, details);
  }

  /** No field carries it. Level `error` when the service would not work without it (contract G-01, `R!`). */
  refused(path: Path, rule: string, message: string, details: EntryDetails = {}): void {
    this.#record(path, 'refused', details.level ?? 'warning', rule, message, details);
  }

  /** Has no meaning in a cluster: acts while loading, building or developing. */
  notApplicable(path: Path, rule: string, message: string, details: EntryDetails = {}): void {
    this.#record(path, 'not-applicable', 'info', rule, message, details);
  }

  /** Notes fields that an attribute shaped beside those that its entry names; which entry that is shows when the account is closed. */
  shapes(path: Path, rule: string, targets: readonly Target[]): void {
    if (targets.length === 0) return;
    const text = formatPath(path);
    const known = this.#shaped.get(text) ?? [];
    this.#shaped.set(text, known);
    known.push(...targets.map((target) => ({ ...target, rule })));
  }

  /** States something in the output that the input did not ask for; equal statements are made once. */
  add(addition: Addition): void {
    if (this.#isNew('added', addition)) this.additions.push(addition);
  }

  /** States what must hold in the cluster; equal statements are made once. */
  require(precondition: Precondition): void {
    if (this.#isNew('needed', precondition)) this.preconditions.push(precondition);
  }

  /** An entry for something outside the canonical tree, that loading used up. */
  consumed(path: string, span: Span, rule: string, message: string, outcome: Outcome = 'not-applicable'): void {
    this.#entries.push({ path, span, via: [], outcome, level: 'info', rule, message, targets: [] });
  }

  /**
   * The account, in the order of the input. Whatever leaf no rule took is entered as `not-translated`;
   * an exact entry gives way to one that states a difference for the same path.
   * @param settle makes targets final
   */
  close(settle: (targets: readonly Target[]) => readonly Target[] = (targets) => targets): readonly Entry[] {
    const covered = new Set(this.#entries.map((e) => e.path));
    const order = new Map<string, number>();
    for (const leaf of leaves(this.#tree)) {
      const ancestors = ancestorsOf(leaf.path);
      if (!ancestors.some((path) => covered.has(path))) {
        this.#entries.push(gap(leaf.path, leaf.node));
        covered.add(leaf.path);
      }
      for (const path of ancestors) if (!order.has(path)) order.set(path, order.size);
    }
    const inexact = new Set(this.#entries.filter((e) => e.outcome !== 'exact').map((e) => e.path));
    const givesWay = (e: Entry): boolean => e.outcome === 'exact' && inexact.has(e.path);
    for (const { path, rule, targets } of this.#entries.filter(givesWay)) this.shapes(parsePath(path) ?? [], rule, targets);
    const kept = this.#entries.filter((e) => !givesWay(e));
    const rank = (e: Entry): number => order.get(e.path) ?? order.size;
    const shaped = this.#shapedBy(kept);
    return kept
      .map((e, i) => ({ e, i }))
      .sort((a, b) => rank(a.e) - rank(b.e) || a.i - b.i)
      .map(({ e }) => ({ ...e, targets: settle([...e.targets, ...(shaped.get(e) ?? [])]) }));
  }

  /**
   * What attributes shaped beside their entries: with an entry of the path that has targets, or any, else with one of the nearest
   * attribute around it, else with one below it.
   */
  #shapedBy(entries: readonly Entry[]): ReadonlyMap<Entry, readonly Target[]> {
    const best = new Map<string, Entry>();
    for (const entry of entries) if ((best.get(entry.path)?.targets.length ?? 0) === 0) best.set(entry.path, entry);
    const found = new Map<Entry, Target[]>();
    for (const [path, targets] of this.#shaped) {
      const around = best.get(path) ?? best.get(ancestorsOf(path).findLast((at) => best.has(at)) ?? '');
      const entry = around ?? entries.find((one) => one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`));
      if (entry) found.set(entry, [...(found.get(entry) ?? []), ...targets]);
    }
    return found;
  }

  /** Takes back what was entered for paths that somebody else accounts for. */
  release(isReleased: (path: Path) => boolean): void {
    const kept = this.#entries.filter((entry) => !isReleased(parsePath(entry.path) ?? []));
    if (kept.length === this.#entries.length) return;
    for (const entry of this.#entries.filter((one) => !kept.includes(one))) this.#seen.delete(entryKey(entry));
    this.#entries.splice(0, this.#entries.length, ...kept);
  }

  /** The place of the value at a path, or of its nearest ancestor that stands in the input. */
  spanAt(path: Path): Span {
    return this.#nodeAt(path).span;
  }

  #isNew(list: string, { rule, message }: { readonly rule: string; readonly message: string }): boolean {
    const key = `${list}\0${rule}\0${message}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  #nodeAt(path: Path): Node {
    let node: Node = this.#tree;
    for (const segment of path) {
      const next: Node | undefined =
        node.kind === 'map'
          ? node.entries.get(String(segment))?.value
          : node.kind === 'list' && typeof segment === 'number'
            ? node.items[segment]
            : undefined;
      if (!next) break;
      node = next;
    }
    return node;
  }

  #record(path: Path, outcome: Outcome, level: Level, rule: string, message: string, details: EntryDetails): void {
    const text = formatPath(path);
    const key = entryKey({ path: text, outcome, rule, message });
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const node = this.#nodeAt(path);
    this.#entries.push({
      path: text,
      span: node.span,
      via: node.via ?? [],
      outcome,
      level,
      rule,
      message,
      ...(details.hint !== undefined && { hint: details.hint }),
      targets: details.targets ?? [],
    });
  }
}

function entryKey({ path, outcome, rule, message }: Pick<Entry, 'path' | 'outcome' | 'rule' | 'message'>): string {
  return `${path}\0${outcome}\0${rule}\0${message}`;
}

/** The path itself and every path above it, the root's children first. */
function ancestorsOf(path: string): readonly string[] {
  const found: string[] = [];
  let isQuoted = false;
  for (let i = 1; i < path.length; i++) {
    const char = path[i];
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted && char === '\\') i++;
    else if (!isQuoted && (char === '.' || char === '[')) found.push(path.slice(0, i));
  }
  found.push(path);
  return found;
}

/** What no rule took. An empty map or list says nothing, so that nothing is lost without a rule. */
function gap(path: string, node: Node): Entry {
  const place = { path, span: node.span, via: node.via ?? [] };
  if (node.kind !== 'scalar') return { ...place, outcome: 'exact', level: 'info', rule: 'G-01', message: '', targets: [] };
  return {
    ...place,
    outcome: 'not-translated',
    level: 'warning',
    rule: 'G-01',
    message: 'this attribute is not translated by this version',
    targets: [],
  };
}
