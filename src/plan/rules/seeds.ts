import { type ServiceImage, shellOf } from '../../image/resolve.ts';
import { clean } from '../../source/posix-path.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { VolumeMount } from '../draft.ts';
import { escapeDollar } from '../escape.ts';
import { shellQuote } from '../hooks.ts';
import type { ServiceRule } from '../rule.ts';
import { isOnServer } from '../storage/claims.ts';
import { runsThatWrite } from '../storage/image-content.ts';
import type { ResolvedMount } from '../storage/mounts.ts';
import { isWithin } from '../storage/nesting.ts';

/** V-09, V-10: Docker fills a new volume with what the image has at its target; a claim or an empty directory starts empty. */
export const seedsRule: ServiceRule = {
  name: 'seeds',
  handles: [],
  apply(service, context) {
    const seeded = new Set<string>();
    for (const mount of service.mounts) {
      if (!isFillable(mount, context)) continue;
      const place = service.draft.mounts.find((m) => m.mountPath === mount.target);
      const id = `${place?.name}/${place?.subPath}`;
      const need = place && !seeded.has(id) ? seedNeed(service, mount.target) : 'none';
      if (need === 'unknown') {
        context.ledger.differs(
          mount.path,
          'V-09',
          `the volume starts empty; whether the image has content at ${mount.target} cannot be seen here`,
          {
            level: isSaidBefore(service, mount, context) ? 'info' : 'warning',
            hint: 'x-waybill: {seed: true} copies it',
          },
        );
      } else if (need === 'seed' && place) {
        seeded.add(id);
        addSeed(
          service,
          mount,
          { place, isFirst: ![...seeded].some((other) => other !== id && other.startsWith(`${place.name}/`)) },
          context,
        );
      }
    }
  },
};

/** Several services of one image, as an application and its workers, share a volume in one place: it is decided for the first of them. */
function isSaidBefore(service: ServicePlan, mount: ResolvedMount, { services }: PlanContext): boolean {
  const all = [...services.values()];
  return all.slice(0, all.indexOf(service)).some((other) => {
    const isSameImage = service.service.image !== undefined && other.service.image === service.service.image;
    return isSameImage && other.extension.seed === undefined && other.mounts.some((m) => isSameClaim(m, mount));
  });
}

function isSameClaim(one: ResolvedMount, other: ResolvedMount): boolean {
  if (one.type !== 'claim' || other.type !== 'claim' || one.readOnly || one.nocopy) return false;
  return one.volume === other.volume && one.subPath === other.subPath && one.target === other.target;
}

function isFillable(mount: ResolvedMount, { volumes }: PlanContext): boolean {
  if (mount.readOnly) return false;
  if (mount.type === 'ephemeral') return !mount.nocopy;
  if (mount.type !== 'claim' || mount.nocopy) return false;
  const volume = volumes.get(mount.volume);
  return volume !== undefined && !volume.external && !isOnServer(volume);
}

type Need = 'seed' | 'none' | 'unknown';

function seedNeed({ extension, image }: ServicePlan, target: string): Need {
  if (extension.seed !== undefined) return extension.seed ? 'seed' : 'none';
  const published = publishedNeed(image, target);
  if (!image.dockerfile) return published;
  const { writes, source, baseImage } = image.dockerfile;
  const isWritten =
    writes.some((write) => touch(clean(write.destination), target)) || runsThatWrite(source.text).some((text) => text.includes(target));
  if (isWritten || published === 'seed') return 'seed';
  return baseImage?.value === 'scratch' ? 'none' : published === 'unknown' && image.base ? 'none' : published;
}

/** By the table of images; what an image holds beside its known directories, nobody knows. */
function publishedNeed(image: ServiceImage, target: string): Need {
  const facts = image.facts ?? image.base;
  if (!facts) return 'unknown';
  if (facts.contentDirectories?.some((directory) => touch(directory, target))) return 'seed';
  return facts.contentDirectories || facts.dataDirectories.length > 0 ? 'none' : 'unknown';
}

function touch(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

interface Seeding {
  readonly place: VolumeMount;
  /** No other directory of the volume is filled. */
  readonly isFirst: boolean;
}

function addSeed(service: ServicePlan, mount: ResolvedMount, { place, isFirst }: Seeding, { ledger }: PlanContext): void {
  const { draft, image } = service;
  if (shellOf(image) === 'none') {
    return ledger.refused(mount.path, 'V-09', 'the image has content for this volume and no shell to copy it with', {
      level: 'error',
      hint: 'add a shell to the image, or fill the volume with kubectl cp',
    });
  }
  const name = k8sName(isFirst ? `seed-${place.name}` : `seed-${place.name}-${mount.target}`);
  draft.addInitContainer('seed', () => ({
    name,
    image: draft.container.get('image'),
    imagePullPolicy: draft.container.get('imagePullPolicy'),
    command: ['/bin/sh', '-c', escapeDollar(seedScript(mount.target))],
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    ...(!draft.containerSecurity.isEmpty && { securityContext: draft.containerSecurity.inOrder(['runAsUser', 'runAsGroup']) }),
    volumeMounts: [{ name: place.name, mountPath: '/.seed', ...(place.subPath !== undefined && { subPath: place.subPath }) }],
  }));
  ledger.add({
    rule: 'V-09',
    message: `${service.key} copies what its image has at ${mount.target} into the volume when that is empty, as Docker does`,
    targets: [draft.initTarget(name)],
    optOut: 'nocopy: true on the mount, or x-waybill: {seed: false}',
  });
}

/**
 * Entry by entry: a user other than root may not set the times of the volume's own directory, and `cp -a DIR/.` would fail on that.
 * A mark says that copying goes on, so that a pod that was stopped half-way, or that shares the volume, does not take a part for the whole.
 */
function seedScript(target: string): string {
  const mark = '/.seed/.waybill-seed';
  return (
    `set -e; [ -z "$(ls -A /.seed)" ] || [ -e ${mark} ] || exit 0; cd ${shellQuote(target)} 2>/dev/null || exit 0; touch ${mark} 2>/dev/null || true; ` +
    `for f in .[!.]* ..?* *; do if [ -e "$f" ] || [ -L "$f" ]; then cp -af "$f" /.seed/; fi; done; rm -f ${mark}`
  );
}
