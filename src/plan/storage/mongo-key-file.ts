import { clean } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';

/**
 * S-12: mongod takes a key file only with no rights for group and others, and reads it as its own user; what comes from a Secret
 * belongs to root, so that nobody else can read it then.
 */
export function refuseMongoKeyFile({ service, mounts }: ServicePlan, { ledger }: PlanContext): void {
  const words = [...(service.entrypoint ?? []), ...(service.command ?? [])].flatMap((word) => word.split(/[\s=]+/));
  const place = words[words.indexOf('--keyFile') + 1];
  if (place === undefined || !words.includes('--keyFile')) return;
  const mount = mounts.find((m) => m.type === 'file' && clean(m.target) === clean(place));
  if (!mount) return;
  ledger.refused(mount.path, 'S-12', 'mongod refuses a key file that others than its own user may read, and this one belongs to root', {
    level: 'error',
    hint: `entrypoint: [bash, -c, 'install -m 400 -o mongodb -g mongodb ${place} /tmp/keyfile && exec docker-entrypoint.sh "$$@"', --], and --keyFile /tmp/keyfile in command`,
  });
}
