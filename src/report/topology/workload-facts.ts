import type { KubeObject } from '../../plan/kubernetes.ts';
import { asList, asMap, asString, at, type JsonMap } from '../../validate/json.ts';

/** The fields of a workload that its picture needs; tolerant, because patches of the user may have changed them. */
export interface WorkloadFacts {
  readonly image?: string;
  readonly replicas?: number;
  readonly pod: JsonMap;
  /** The service's own containers, without those that wait or copy. */
  readonly containers: readonly JsonMap[];
  readonly allContainers: readonly JsonMap[];
}

const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

export function isWorkload({ kind }: KubeObject): boolean {
  return kinds.has(kind);
}

export function workloadFacts(object: KubeObject): WorkloadFacts {
  const spec = object.kind === 'CronJob' ? at(object, 'spec', 'jobTemplate', 'spec') : object['spec'];
  const pod = asMap(at(spec, 'template', 'spec'));
  const containers = asList(pod['containers']).map(asMap);
  const image = asString(containers[0]?.['image']);
  const replicas = at(spec, 'replicas') ?? at(spec, 'completions') ?? (object.kind === 'Deployment' ? 1 : undefined);
  return {
    ...(image !== undefined && { image }),
    ...(typeof replicas === 'number' && { replicas }),
    pod,
    containers,
    allContainers: [...asList(pod['initContainers']).map(asMap), ...containers],
  };
}
