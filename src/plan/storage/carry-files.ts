import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { VolumeMount } from '../draft.ts';
import { escapeDollar } from '../escape.ts';
import type { BoundFile } from './bound-files.ts';
import type { ResolvedMount } from './mounts.ts';
import { publishBoundFiles } from './publish-bound-files.ts';
import { volumeName } from './volume-name.ts';

/** Writable for owner and group, which is the group of the pod where the container is not root. */
const fileMode = 0o664;
const scriptMode = 0o775;

/** V-15 (b): puts the files of a directory of the machine into the volume that it becomes, while that is empty. */
export function carryFiles(
  service: ServicePlan,
  mount: Extract<ResolvedMount, { type: 'claim' }>,
  files: readonly BoundFile[],
  place: VolumeMount,
  context: PlanContext,
): void {
  const { draft } = service;
  const { path, target, readOnly, decision } = mount;
  const source = mount.volume.slice('bind:'.length);
  const objects = publishBoundFiles(service, { path, target, readOnly, decision, type: 'directory', source, files }, files, context);
  if (!objects) return;
  const from = volumeName(draft, `${place.name}-files`);
  const sources = objects.map((object) => {
    const items = object.keys.map((key) => {
      const file = object.files.get(key);
      return { key, path: file?.path ?? key, ...(file?.executable && { mode: scriptMode }) };
    });
    return object.kind === 'Secret' ? { secret: { name: object.name, items } } : { configMap: { name: object.name, items } };
  });
  draft.volumes.push({ name: from, projected: { defaultMode: fileMode, sources } });
  draft.addInitContainer('seed', () => ({
    name: k8sName(`fill-${place.name}`),
    image: context.options.waitImage,
    command: ['sh', '-c', escapeDollar(fillScript)],
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    ...(!draft.containerSecurity.isEmpty && { securityContext: draft.containerSecurity.inOrder(['runAsUser', 'runAsGroup']) }),
    volumeMounts: [
      { name: place.name, mountPath: '/.seed', ...(place.subPath !== undefined && { subPath: place.subPath }) },
      { name: from, mountPath: '/.from', readOnly: true },
    ],
  }));
}

/** First-level names are symbolic links, beside `..data` and its like, which are passed over. The mark tells a copy that was stopped half-way. */
const fillScript =
  'set -e; umask 002; [ -z "$(ls -A /.seed)" ] || [ -e /.seed/.waybill-seed ] || exit 0; cd /.from; touch /.seed/.waybill-seed; for f in .[!.]* *; do if [ -e "$f" ]; then cp -RLf "$f" /.seed/; fi; done; rm -f /.seed/.waybill-seed';
