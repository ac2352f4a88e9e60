import type { PlanContext, ServicePlan } from '../context.ts';
import { getAt, type Path, toPlain } from '../../source/node-tools.ts';
import { effectiveExtension, labelPath } from '../extension/effective.ts';
import { type Patch, readExtension, readProjectExtension } from '../extension.ts';
import type { PlannedPatch } from './planned-patch.ts';

/** Every patch of a project, in the order in which they are applied: what labels stand for, the top level, the services. */
export function planPatches(context: PlanContext): readonly PlannedPatch[] {
  const services = [...context.services.values()];
  return [
    ...services.flatMap((service) => labelPatches(service, context)),
    ...ownPatches(['x-waybill', 'patch'], undefined, context),
    ...services.flatMap(({ key, path }) => ownPatches([...path, 'x-waybill', 'patch'], key, context)),
  ];
}

/** One by one, so that those that cannot be read, which are reported elsewhere, do not move the places of the others. */
function ownPatches(path: Path, service: string | undefined, { project }: PlanContext): readonly PlannedPatch[] {
  const list = getAt(project.tree, path);
  if (list?.kind !== 'list') return [];
  const read = service === undefined ? readProjectExtension : readExtension;
  return list.items.flatMap((item, i) => {
    const [patch] = read({ patch: [toPlain(item)] }).extension.patch ?? [];
    return patch ? [planned(patch, [...path, i], service)] : [];
  });
}

function planned({ kind, name, merge, json }: Patch, path: Path, service: string | undefined): PlannedPatch {
  return {
    path,
    target: { ...(kind !== undefined && { kind }), ...(name !== undefined && { name }), ...(service !== undefined && { service }) },
    change: json ? { json } : { merge: merge ?? {} },
  };
}

/** Labels of Kompose that `x-waybill` has no key for. */
function labelPatches({ key, path, name, service }: ServicePlan, context: PlanContext): readonly PlannedPatch[] {
  return effectiveExtension(key, context.project).kompose.changes.map(({ label, row, change }) => {
    const { kind, accepts, missing, hint } = row.target;
    return {
      path: [...path, ...labelPath(label, service)],
      target: { service: key, ...(kind !== undefined && { kind }), ...(accepts && { accepts }) },
      change: { mergeInto: (object) => change(object, name) },
      label: {
        rule: 'B-029',
        message: `a label of Kompose: ${row.message}`,
        refusal: `a label of Kompose: ${missing ?? 'nothing in the cluster is this service'}`,
        ...(hint !== undefined && { hint }),
      },
    };
  });
}
