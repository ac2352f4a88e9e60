import { shellOf } from '../../image/resolve.ts';
import { clean } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { escapeDollar } from '../escape.ts';
import { shellQuote } from '../hooks.ts';
import type { ServiceRule } from '../rule.ts';
import type { ResolvedMount } from '../storage/mounts.ts';

/** V-09: Docker fills a new named volume with what the image has at its target; a claim starts empty. */
export const seedsRule: ServiceRule = {
  name: 'seeds',
  handles: [],
  apply(service, context) {
    for (const mount of service.mounts) {
      if (mount.type !== 'claim' || mount.readOnly || mount.nocopy || context.volumes.get(mount.volume)?.external) continue;
      const need = seedNeed(service, mount.target);
      if (need === 'unknown') {
        context.ledger.differs(mount.path, 'V-09', `the volume starts empty; whether the image has content at ${mount.target} cannot be seen here`, {
          level: 'warning',
          hint: 'x-waybill: {seed: true} copies it',
        });
      } else if (need === 'seed') addSeed(service, mount, context);
    }
  },
};

function seedNeed({ extension, image, ownsData, service }: ServicePlan, target: string): 'seed' | 'none' | 'unknown' {
  if (extension.seed !== undefined) return extension.seed ? 'seed' : 'none';
  if (image.dockerfile) {
    const written = image.dockerfile.writes.some((write) => within(write.destination, target) || within(target, write.destination));
    return written ? 'seed' : 'none';
  }
  if (image.facts) return 'none';
  return ownsData && service.build === undefined ? 'unknown' : 'none';
}

function within(path: string, directory: string): boolean {
  const top = clean(directory);
  const own = clean(path);
  return own === top || own.startsWith(top === '/' ? '/' : `${top}/`);
}

function addSeed(service: ServicePlan, mount: Extract<ResolvedMount, { type: 'claim' }>, { ledger, volumes }: PlanContext): void {
  const { draft, image } = service;
  const volume = volumes.get(mount.volume);
  if (!volume) return;
  if (shellOf(image) === 'none') {
    return ledger.refused(mount.path, 'V-09', 'the image has content for this volume and no shell to copy it with', { level: 'error', hint: 'add a shell to the image, or fill the volume with kubectl cp' });
  }
  const mountOfClaim = draft.mounts.find((m) => m.name === volume.claimName && m.mountPath === mount.target);
  draft.addInitContainer('seed', () => ({
    name: `seed-${volume.claimName}`.slice(0, 63),
    image: draft.container.get('image'),
    imagePullPolicy: draft.container.get('imagePullPolicy'),
    command: ['/bin/sh', '-c', escapeDollar(seedScript(mount.target))],
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    ...(!draft.containerSecurity.isEmpty && { securityContext: draft.containerSecurity.inOrder(['runAsUser', 'runAsGroup']) }),
    volumeMounts: [{ name: volume.claimName, mountPath: '/.seed', ...(mountOfClaim?.subPath !== undefined && { subPath: mountOfClaim.subPath }) }],
  }));
  ledger.add({
    rule: 'V-09',
    message: `${service.key} copies what its image has at ${mount.target} into the volume when that is empty, as Docker does`,
    targets: [draft.podTarget('/initContainers')],
    optOut: 'nocopy: true on the mount, or x-waybill: {seed: false}',
  });
}

/** Entry by entry: a user other than root may not set the times of the volume's own directory, and `cp -a DIR/.` would fail on that. */
function seedScript(target: string): string {
  return `set -e; [ -z "$(ls -A /.seed)" ] || exit 0; cd ${shellQuote(target)} 2>/dev/null || exit 0; for f in .[!.]* ..?* *; do if [ -e "$f" ] || [ -L "$f" ]; then cp -a "$f" /.seed/; fi; done`;
}
