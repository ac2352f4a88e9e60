import { volumesOf } from '../../image/resolve.ts';
import { clean } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';

/** V-27: what `volumes_from` brings in Docker and not here; the mounts themselves have rows of their own. */
export function accountForVolumesFrom({ service, path }: ServicePlan, { services, ledger }: PlanContext): void {
  (service.volumes_from ?? []).forEach((text, i) => {
    const at = [...path, 'volumes_from', i];
    const source = services.get(text.split(':')[0] ?? '');
    if (!source) return;
    ledger.exact(at, 'V-27');
    const undeclared = volumesOf(source.image)
      .map(clean)
      .filter((directory) => !source.mounts.some((mount) => mount.target === directory));
    if (undeclared.length > 0) {
      ledger.differs(at, 'V-27', `${undeclared.join(', ')}, a VOLUME of the image of ${source.key}, is not shared`, {
        level: 'warning',
        hint: `mount a named volume there in ${source.key}`,
      });
    }
    const files = (['secrets', 'configs'] as const).filter((kind) => (source.service[kind] ?? []).length > 0);
    if (files.length > 0) {
      ledger.differs(at, 'V-27', `${files.join(' and ')} of ${source.key} are not mounted here`, {
        level: 'warning',
        hint: `name them under ${files.join(' and ')} of this service, too`,
      });
    }
  });
}
