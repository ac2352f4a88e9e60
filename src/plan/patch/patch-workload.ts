import { sha256Hex } from '../../value/hash.ts';
import type { ServicePlan } from '../context.ts';
import type { KubeObject } from '../kubernetes.ts';
import { nameWithoutHash, type Patcher } from './patcher.ts';

const instance = 'app.kubernetes.io/instance';

/** The workload of a service with the patches for it; a Job whose template they change gets another name (L-09). */
export function patchWorkload(workload: KubeObject, { key, draft }: ServicePlan, patcher: Patcher): KubeObject {
  const patched = patcher.apply({ object: workload, handle: draft.handle, service: key, isWorkload: true });
  if (patched.kind !== 'Job' || JSON.stringify(patched['spec']) === JSON.stringify(workload['spec'])) return patched;
  const { name } = workload.metadata;
  draft.handle.name = `${nameWithoutHash('Job', name)}-${sha256Hex(JSON.stringify([name, patched['spec']]), 10)}`;
  return renamed(patched, name, draft.handle.name);
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

function renamed(job: KubeObject, from: string, to: string): KubeObject {
  const spec = job['spec'] as { readonly template: Template };
  const { metadata = {}, ...rest } = spec.template;
  const template = { metadata: { ...metadata, ...relabelled(metadata.labels, from, to) }, ...rest };
  return { ...job, metadata: { ...job.metadata, name: to, ...relabelled(job.metadata.labels, from, to) }, spec: { ...spec, template } };
}

/** A patch may have changed the label, which then stays as it is. */
function relabelled(labels: Readonly<Record<string, string>> | undefined, from: string, to: string): { labels?: Record<string, string> } {
  return labels?.[instance] === from ? { labels: { ...labels, [instance]: to } } : {};
}
