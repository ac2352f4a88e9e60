import { join } from '../../source/posix-path.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { VolumeMount } from '../draft.ts';
import { escapeDollar } from '../escape.ts';
import { shellQuote } from '../hooks.ts';
import { type BoundFile, isKeyStore } from './bound-files.ts';
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
  const { path, target, readOnly, decision, subPath } = mount;
  if (files.length === 0) return;
  const source = join(mount.volume.slice('bind:'.length), subPath ?? '');
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
  const closed = files.filter((file) => isKeyStore(file.path)).map((file) => `chmod 600 ${shellQuote(`/.seed/${file.path}`)}; `);
  const name = subPath === undefined ? `fill-${place.name}` : `fill-${place.name}-${subPath}`;
  addFilling(service, mount, name, { script: fillScript(closed.join(''), mount.parts), place, from }, context);
}

/** V-14: puts a single file into its volume, or makes it, while it is missing there. */
export function seedFile(
  service: ServicePlan,
  mount: Extract<ResolvedMount, { type: 'claim' }>,
  place: VolumeMount,
  context: PlanContext,
): void {
  const { subPath = '' } = mount;
  const content = mount.seededFile?.content;
  const from = content && publishSeed(service, mount, content, context);
  const target = shellQuote(`/.seed/${subPath}`);
  const half = shellQuote(`/.seed/${subPath}.waybill-seed`);
  const mode = isKeyStore(subPath) ? '600' : content?.executable ? '775' : '664';
  const make = from === undefined ? `: > ${half}` : `cp -L /.from/file ${half}`;
  const script = `set -e; [ ! -e ${target} ] || exit 0; ${subPath.includes('/') ? `mkdir -p "$(dirname ${target})"; ` : ''}${make}; chmod ${mode} ${half}; mv ${half} ${target}`;
  addFilling(service, mount, `fill-${mount.target.slice(1)}`, { script, place, from }, context);
}

/** @returns the volume with the file, called `file` */
function publishSeed(
  service: ServicePlan,
  { path, target, readOnly, decision, volume }: Extract<ResolvedMount, { type: 'claim' }>,
  file: BoundFile,
  context: PlanContext,
): string | undefined {
  const source = volume.slice('bind:'.length);
  const [object] = publishBoundFiles(service, { path, target, readOnly, decision, type: 'file', source, file }, [file], context) ?? [];
  const [key] = object?.keys ?? [];
  if (!object || key === undefined) return undefined;
  const name = volumeName(service.draft, `${file.path}-file`);
  const items = [{ key, path: 'file' }];
  const secret = { secret: { secretName: object.name, defaultMode: fileMode, items } };
  service.draft.volumes.push({
    name,
    ...(object.kind === 'Secret' ? secret : { configMap: { name: object.name, defaultMode: fileMode, items } }),
  });
  return name;
}

interface Filling {
  readonly script: string;
  readonly place: VolumeMount;
  /** The volume that is copied from. */
  readonly from: string | undefined;
}

function addFilling(
  { draft }: ServicePlan,
  { path }: ResolvedMount,
  name: string,
  { script, place, from }: Filling,
  { options, ledger }: PlanContext,
): void {
  ledger.shapes(path, 'V-15', [draft.initTarget(k8sName(name))]);
  draft.addInitContainer('seed', () => ({
    name: k8sName(name),
    image: options.waitImage,
    command: ['sh', '-c', escapeDollar(script)],
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    ...(!draft.containerSecurity.isEmpty && { securityContext: draft.containerSecurity.inOrder(['runAsUser', 'runAsGroup']) }),
    volumeMounts: [
      { name: place.name, mountPath: '/.seed', ...(place.subPath !== undefined && { subPath: place.subPath }) },
      ...(from === undefined ? [] : [{ name: from, mountPath: '/.from', readOnly: true }]),
    ],
  }));
}

/**
 * First-level names are symbolic links, beside `..data` and its like, which are passed over. The mark tells a copy that was stopped half-way.
 * @param parts what other mounts fill; for them the kubelet makes directories before anything else does
 */
const fillScript = (last: string, parts: readonly string[] = []): string =>
  `set -e; umask 002; [ -z "$(${parts.length === 0 ? 'ls -A /.seed' : filesBeside(parts)})" ] || [ -e /.seed/.waybill-seed ] || exit 0; cd /.from; touch /.seed/.waybill-seed; for f in .[!.]* *; do if [ -e "$f" ]; then cp -RLf "$f" /.seed/; fi; done; ${last}rm -f /.seed/.waybill-seed`;

function filesBeside(parts: readonly string[]): string {
  const passedOver = parts.map((part) => `-path ${shellQuote(`/.seed/${part}`)}`).join(' -o ');
  return `find /.seed '(' ${passedOver} ')' -prune -o -type f -print | head -n 1`;
}
