import type { KubeObject } from '../plan/kubernetes.ts';

export type ViolationCode =
  // an object by itself
  | 'unknown-kind'
  | 'unknown-field'
  | 'wrong-type'
  | 'required'
  | 'null'
  | 'enum'
  | 'quantity'
  | 'base64'
  | 'duplicate-key'
  // names, labels, sizes
  | 'name'
  | 'label'
  | 'annotation'
  | 'data-key'
  | 'size'
  | 'duplicate-object'
  | 'namespace'
  // pods
  | 'container'
  | 'port'
  | 'environment'
  | 'probe'
  | 'volume'
  | 'mount'
  | 'resources'
  | 'security'
  | 'restart-policy'
  // between objects
  | 'reference'
  | 'selector'
  | 'service'
  | 'strategy'
  | 'claim'
  | 'autoscaler'
  | 'disruption-budget'
  | 'network-policy'
  | 'ingress'
  | 'route'
  | 'role'
  | 'schedule';

/** Something in an emitted object that an API server would refuse, or that would not work: a mistake of waybill, not of its input. */
export interface Violation {
  /** `Deployment/web`. */
  readonly object: string;
  /** JSON pointer into the object. */
  readonly pointer: string;
  readonly code: ViolationCode;
  /** What is wrong, without full stop; never the content of data, environment or arguments. */
  readonly detail: string;
}

/** How violations and references name an object: `Deployment/web`. */
export function objectId(object: Pick<KubeObject, 'kind' | 'metadata'>): string {
  return `${object.kind}/${object.metadata.name}`;
}
