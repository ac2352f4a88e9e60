import { environmentOf } from '../../image/resolve.ts';
import { clean } from '../../source/posix-path.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { isOnServer } from './claims.ts';

/**
 * PostgreSQL takes a data directory of its own user only. Docker gives a new volume to that user; a claim belongs to root, and a
 * server that does not start as root can open it by its group (V-08), and cannot own it: it gets a directory below, which it makes itself.
 */
export function ownPostgresDirectory(service: ServicePlan, context: PlanContext): void {
  const { image, user, draft, key } = service;
  const facts = image.facts ?? image.base;
  if (user.isRoot !== false || !facts || !Object.hasOwn(facts.users ?? {}, 'postgres')) return;
  const given =
    service.service.environment?.['PGDATA'] ?? environmentOf(image).get('PGDATA') ?? facts.dataDirectories.find((d) => d.endsWith('/data'));
  if (given === undefined) return;
  const directory = clean(given);
  const mount = service.mounts.find((m) => m.type === 'claim' && !m.readOnly && clean(m.target) === directory);
  if (mount?.type === 'claim' && (mount.files ?? []).length > 0) return;
  const volume = mount?.type === 'claim' ? context.volumes.get(mount.volume) : undefined;
  if (!volume || volume.external || isOnServer(volume)) return;
  draft.env.push({ name: 'PGDATA', value: `${directory}/pgdata` });
  context.ledger.add({
    rule: 'V-08',
    message: `${key} keeps its data in ${directory}/pgdata: PostgreSQL wants a directory that its user owns, and the claim belongs to root`,
    targets: [draft.containerTarget(pointerTo('/env', itemWhere('name', 'PGDATA')))],
    optOut: 'run the container as root, as the image does by itself',
  });
}
