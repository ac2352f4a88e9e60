import type { Path } from '../../source/node-tools.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { effectiveExtension, effectiveVolumeExtension, labelPath } from '../extension/effective.ts';
import { readKomposeVolume } from '../extension/kompose/read-kompose.ts';
import type { ProjectRule } from '../rule.ts';

/** The account of the labels of Kompose, which say in part what `x-waybill` says (B-029); those that change objects have theirs with the patches. */
export const komposeRule: ProjectRule = {
  name: 'kompose',
  handles: [],
  apply(context) {
    for (const service of context.services.values()) accountForService(service, context);
    for (const key of context.project.volumes.keys()) accountForVolume(key, context);
  },
};

function accountForService({ key, path, service }: ServicePlan, context: PlanContext): void {
  const { ledger, project } = context;
  const { kompose, origins } = effectiveExtension(key, project);
  const at = (label: string): Path => [...path, ...labelPath(label, service)];
  for (const { label, reason, hint } of kompose.refusals)
    ledger.refused(at(label), 'B-029', `a label of Kompose: ${reason}`, hint === undefined ? {} : { hint });
  for (const [label, field] of kompose.labels) {
    const origin = origins.get(field);
    const isOverruled = origin !== undefined && origin[2] === 'x-waybill';
    const lost = kompose.partly.find((one) => one.label === label)?.lost;
    if (isOverruled) {
      ledger.differs(at(label), 'B-029', `a label of Kompose; ${formatPath(origin)} decides instead`, {
        level: 'warning',
        hint: 'remove one of them',
      });
    } else if (lost !== undefined) {
      ledger.differs(at(label), 'B-029', `a label of Kompose, read as ${asExtension(field)}: ${lost}`, { level: 'warning' });
    } else ledger.differs(at(label), 'B-029', `a label of Kompose, read as ${asExtension(field)}`);
  }
  for (const [field, { label }] of kompose.volume) accountForSize(key, field, at(label), context);
}

/** A label on a service is about every claim that it mounts and that says nothing itself. */
function accountForSize(service: string, field: 'size' | 'class', at: Path, { ledger, project, volumes }: PlanContext): void {
  const text = formatPath(at);
  const used = [...volumes.values()].filter(
    ({ key, users }) =>
      project.volumes.has(key) &&
      users.some((user) => user.service === service) &&
      formatPath(effectiveVolumeExtension(key, users, project).origins.get(field) ?? []) === text,
  );
  if (used.length === 0)
    return ledger.refused(at, 'B-029', 'a label of Kompose: no volume of the service takes it', {
      hint: `x-waybill: {${field}: …} on a volume`,
    });
  ledger.differs(at, 'B-029', `a label of Kompose, read as ${asExtension(field)} of the volume ${used.map(({ key }) => key).join(', ')}`);
}

function accountForVolume(key: string, { ledger, project, volumes }: PlanContext): void {
  const at = (label: string): Path => ['volumes', key, 'labels', label];
  const { keys, refusals } = readKomposeVolume(project.volumes.get(key)?.labels);
  const { origins } = effectiveVolumeExtension(key, volumes.get(key)?.users ?? [], project);
  for (const { label, reason, hint } of refusals)
    ledger.refused(at(label), 'B-234', `a label of Kompose: ${reason}`, hint === undefined ? {} : { hint });
  for (const [field, { label }] of keys) {
    const origin = origins.get(field);
    if (origin?.[2] === 'x-waybill')
      ledger.differs(at(label), 'B-234', `a label of Kompose; ${formatPath(origin)} decides instead`, {
        level: 'warning',
        hint: 'remove one of them',
      });
    else ledger.differs(at(label), 'B-234', `a label of Kompose, read as ${asExtension(field)}`);
  }
}

function asExtension(field: string): string {
  return `x-waybill: {${field}: …}`;
}
