import type { Path } from '../../source/node-tools.ts';
import type { KubeObject } from '../kubernetes.ts';
import type { Operation } from './json-patch.ts';
import type { PlainMap } from './plain.ts';

/** A change of emitted objects, and where it was asked for. */
export interface PlannedPatch {
  readonly path: Path;
  /** The objects that it is for. */
  readonly target: PatchTarget;
  readonly change: PatchChange;
  /** A label that stands for a patch: its entry in the account, instead of that of a patch. */
  readonly label?: { readonly rule: string; readonly message: string; readonly refusal: string; readonly hint?: string };
}

export interface PatchTarget {
  /** Absent: the workload of the service. */
  readonly kind?: string;
  readonly name?: string;
  /** The service whose objects are meant, unless a name says which; absent at the top level. */
  readonly service?: string;
  /** Whether an object that is otherwise right is meant. */
  readonly accepts?: (object: KubeObject) => boolean;
}

export type PatchChange =
  | { readonly merge: PlainMap }
  | { readonly json: readonly Operation[] }
  /** A strategic merge patch that depends on the object. */
  | { readonly mergeInto: (object: KubeObject) => PlainMap };
