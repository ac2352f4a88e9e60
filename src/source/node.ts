import type { Span } from '../diagnostics/span.ts';

/**
 * The tree that the loader works on: YAML values with their places.
 * Nodes are immutable; a step that changes something builds new nodes and shares the rest.
 */
export type Node = MapNode | ListNode | ScalarNode;

interface NodeBase {
  /** Where the value that won stands: for an alias the alias, for a value from an env file the env file. */
  readonly span: Span;
  /**
   * The other places on the way to this value, nearest first: the anchor behind an alias, the base of an `extends`,
   * the file that an override replaced.
   */
  readonly via?: readonly Span[];
  /** Custom YAML tag, only `!reset` or `!override`, until the merge step has used it up. */
  readonly tag?: string;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  /** In order of appearance. */
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  /** Where the key stands. */
  readonly keySpan: Span;
  readonly value: Node;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** Integers beyond 2^53 are bigint. */
  readonly value: ScalarValue;
  /** What Go's `%v` prints for the value: `1.10` → `1.1`, `0022` → `18`, `1e21` → `1e+21` (contract A-08). */
  readonly text: string;
  /** How it was written: a plain scalar may still change type after interpolation, a quoted one may not. */
  readonly style: 'plain' | 'quoted' | 'block';
  /**
   * Names of the variables that the value was made from, also through defaults and through dotenv values that
   * themselves used variables. Sorted, without duplicates. Base of the secret taint (contract S-17).
   */
  readonly variables?: readonly string[];
  /** A plain scalar that go-yaml reads as a timestamp (contract A-08). */
  readonly timestamp?: boolean;
}

export type ScalarValue = string | number | bigint | boolean | null;

/** JSON as it leaves the tree; integers beyond 2^53 stay bigint. */
export type Plain = ScalarValue | readonly Plain[] | { readonly [key: string]: Plain };
