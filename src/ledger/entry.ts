import type { Span } from '../diagnostics/span.ts';

/** What became of an attribute (contract G-01). `not-translated` is a gap in the tool: it fails `--strict`. */
export type Outcome = 'exact' | 'differs' | 'refused' | 'not-applicable' | 'not-translated';

export type Level = 'info' | 'warning' | 'error';

/** The object that a target points into; its name may be settled after the entry was made (content hashes). */
export interface ObjectHandle {
  readonly kind: string;
  name: string;
}

/** A field of an emitted object that an attribute shaped. */
export interface Target {
  readonly object: ObjectHandle;
  /** JSON pointer into the object: `/spec/template/spec/containers/0/readinessProbe`. Until the account is closed it may name an item of a list. */
  readonly pointer: string;
  /** The rule by which the attribute shaped this field, where it is another one than that of the entry. */
  readonly rule?: string;
}

/** One row of the waybill: an attribute of the input and what became of it. */
export interface Entry {
  /** Canonical path: `services.web.healthcheck.interval`, `services.web.ports[0].target`. */
  readonly path: string;
  /** Place of the value that won the merge. */
  readonly span: Span;
  readonly via: readonly Span[];
  readonly outcome: Outcome;
  readonly level: Level;
  /** Rule id of the contract: `H-07`. */
  readonly rule: string;
  /** What became of it, in one sentence without a full stop; empty for an exact translation. Never holds a secret value. */
  readonly message: string;
  readonly hint?: string;
  readonly targets: readonly Target[];
}

/** Something in the output that the input did not ask for. */
export interface Addition {
  readonly rule: string;
  readonly message: string;
  readonly targets: readonly Target[];
  /** How to do without it: a flag or an `x-waybill` key. */
  readonly optOut?: string;
}

/** What must hold in the cluster before the manifests work. */
export interface Precondition {
  readonly rule: string;
  readonly message: string;
  /** A command that establishes or checks it. */
  readonly command?: string;
}
