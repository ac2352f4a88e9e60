import type { Service } from '../../../model/service.ts';
import type { KubeObject } from '../../kubernetes.ts';
import type { PlainMap } from '../../patch/plain.ts';

/** What a label of Kompose stands for here; each is one row of the table. */
export type KomposeLabel =
  /** A key of `x-waybill`: its path there, and the value. */
  | {
      readonly as: 'key';
      readonly path: readonly string[];
      readonly read: (value: string, service: Service) => unknown;
      readonly needs?: string;
    }
  /** A change of an emitted object for which `x-waybill` has no key of its own. */
  | {
      readonly as: 'change';
      readonly message: string;
      /** What is changed, with what no object may have. */
      readonly target: {
        readonly kind?: string;
        readonly accepts?: (object: KubeObject) => boolean;
        readonly missing?: string;
        readonly hint?: string;
      };
      readonly read: (value: string, labels: KomposeLabels) => KomposeChange | Refusal;
    }
  | { readonly as: 'volume'; readonly key: 'size' | 'class' }
  | ({ readonly as: 'refused' } & Refusal);

/** The labels of a service that Kompose knows. */
export type KomposeLabels = ReadonlyMap<string, string>;

/** A strategic merge patch that depends on the object, and on the name of the container of the service. */
export type KomposeChange = (object: KubeObject, container: string) => PlainMap;

export interface Refusal {
  readonly reason: string;
  readonly hint?: string;
}

/** A label that Kompose reads, or a mistyped one. */
export function isKomposeLabel(key: string): boolean {
  return key.startsWith('kompose.');
}

/** A merge patch of the pod of a workload, whatever its kind. */
export function ofPod(object: KubeObject, pod: PlainMap): PlainMap {
  const template = { template: { spec: pod } };
  return { spec: object.kind === 'CronJob' ? { jobTemplate: { spec: template } } : template };
}

/** A merge patch of the container of that name. */
export function ofContainer(object: KubeObject, name: string, container: PlainMap): PlainMap {
  return ofPod(object, { containers: [{ name, ...container }] });
}
