import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { environmentOf } from '../../image/resolve.ts';
import { formatPath } from '../../source/node-tools.ts';
import { clean } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { isOnServer } from './claims.ts';
import { runsAnotherProgram } from './data-directories.ts';

/**
 * PostgreSQL takes a data directory of its own user only. Docker gives a new volume to that user; a claim belongs to root, and a
 * server that does not start as root can open it by its group (V-08), and cannot own it: it gets a directory below, which it makes itself.
 */
export function ownPostgresDirectory(service: ServicePlan, context: PlanContext): void {
  const { image, user, draft, key, mounts } = service;
  const facts = image.facts ?? image.base;
  const isKnown = facts !== undefined && Object.hasOwn(facts.users ?? {}, 'postgres');
  if (isKnown) warnUnusedDirectory(service, facts.dataDirectories, context);
  if (user.isRoot !== false || (facts !== undefined && !isKnown)) return;
  // An image that nothing is known of is one of PostgreSQL where a volume lies in the directory of PostgreSQL.
  const usual = isKnown ? facts.dataDirectories.find((d) => d.endsWith('/data')) : usualDirectory;
  const given = service.service.environment?.['PGDATA'] ?? environmentOf(image).get('PGDATA') ?? usual;
  if (given === undefined) return;
  const directory = clean(given);
  const mount = mounts.find((m) => m.type === 'claim' && !m.readOnly && clean(m.target) === directory);
  if (mount?.type === 'claim' && (mount.files ?? []).length > 0) return;
  const volume = mount?.type === 'claim' ? context.volumes.get(mount.volume) : undefined;
  if (!volume || volume.external || isOnServer(volume)) return;
  draft.env.push({ name: 'PGDATA', value: `${directory}/pgdata` });
  context.ledger.add({
    rule: 'V-08',
    message: `${key} keeps its data in ${directory}/pgdata: PostgreSQL wants a directory that its user owns, and the claim belongs to root`,
    targets: [draft.envTarget('PGDATA')],
    optOut: 'run the container as root, as the image does by itself',
  });
}

/** Where PostgreSQL up to 17 keeps its data in the official image. */
const usualDirectory = '/var/lib/postgresql/data';

/** DIAG-32: from 18 on the data lie elsewhere, and the entrypoint of the image ends when it finds a volume at the old place. */
function warnUnusedDirectory(plan: ServicePlan, directories: readonly string[], context: PlanContext): void {
  const { path, key, service, mounts } = plan;
  const mount = mounts.find((m) => m.type !== 'none' && clean(m.target) === usualDirectory);
  if (!mount || directories.includes(usualDirectory) || service.environment?.['PGDATA'] !== undefined) return;
  if (runsAnotherProgram(plan, context)) return;
  const at = [...path, 'image'];
  context.diagnostics.push(
    diagnostic(
      'postgres-volume-unused',
      { span: context.ledger.spanAt(at), path: formatPath(at) },
      { service: key, directory: usualDirectory },
    ),
  );
}
