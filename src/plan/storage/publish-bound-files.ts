import { basename } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { type DataItem, type DataObject, dataKey, dataTargets, isTooLarge, makeDataObjects } from '../data-objects.ts';
import { isSensitiveFileName } from '../sensitive/sensitive-file-name.ts';
import { holdsSecret } from '../sensitive/sensitive-text.ts';
import { textOf } from '../texts.ts';
import { type BoundFile, isKeyStore } from './bound-files.ts';
import type { ResolvedMount } from './mounts.ts';
import { reportCarriageReturns } from './script-lines.ts';

/** A ConfigMap or Secret with the file behind each of its keys. */
export interface BoundObject extends DataObject {
  readonly files: ReadonlyMap<string, BoundFile>;
}

type FileMount = Extract<ResolvedMount, { type: 'file' | 'directory' }>;

/** V-14, S-28: files that are secret by name or content go into a Secret, the others into ConfigMaps; undefined when one is too large. */
export function publishBoundFiles(
  service: ServicePlan,
  mount: FileMount,
  files: readonly BoundFile[],
  context: PlanContext,
): readonly BoundObject[] | undefined {
  const used = new Set<string>();
  const items = files.map((file) => ({
    file,
    key: dataKey(file.path, used),
    bytes: contentOf(file, mount, context),
    isSecret: isSensitiveFile(file),
  }));
  const large = items.find((item) => isTooLarge(item, item.isSecret ? 'Secret' : 'ConfigMap'));
  if (large) {
    context.ledger.refused(mount.path, 'S-22', `${large.file.path} is larger than a Kubernetes object may be`, {
      level: 'error',
      hint: 'bake it into the image, or use a named volume',
    });
    return undefined;
  }
  for (const { file } of items) reportCarriageReturns(file, mount.path, context);
  const byKey = new Map(items.map((item) => [item.key, item.file]));
  const make = (kind: 'ConfigMap' | 'Secret', chosen: readonly DataItem[]): readonly BoundObject[] => {
    if (chosen.length === 0) return [];
    const request = {
      kind,
      base: `${service.name}-${basename(mount.source)}`,
      identity: `bind/${service.key}/${mount.target}`,
      owner: service.name,
      items: chosen,
    };
    const objects = makeDataObjects(request, context);
    context.ledger.shapes(mount.path, 'V-14', dataTargets(objects));
    return objects.map((object) => ({ ...object, files: byKey }));
  };
  const secret = items.filter((item) => item.isSecret);
  if (secret.length > 0) {
    const names = secret.map((item) => item.file.path).join(', ');
    context.ledger.differs(mount.path, 'S-28', `kept in a Secret, because name or content is that of a secret: ${names}`);
  }
  return [
    ...make(
      'ConfigMap',
      items.filter((item) => !item.isSecret),
    ),
    ...make('Secret', secret),
  ];
}

function contentOf(file: BoundFile, mount: ResolvedMount, context: PlanContext): Uint8Array {
  const text = textOf(file.bytes);
  return text === undefined ? file.bytes : new TextEncoder().encode(context.texts.rewrite(text, mount.path, { file: file.path }));
}

function isSensitiveFile(file: BoundFile): boolean {
  const text = textOf(file.bytes);
  return isSensitiveFileName(file.path) || isKeyStore(file.path) || (text !== undefined && holdsSecret(text, file.path));
}
