import type { DeviceRequest } from '../../model/service.ts';
import type { Path } from '../../source/node-tools.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { type DeviceAmount, deviceAmount, deviceRequests } from '../devices.ts';
import type { ServiceRule } from '../rule.ts';
import { gpusAttributes } from './gpus.attributes.ts';

/** GPUs and their like, which the resources rule writes as limits. */
export const gpusRule: ServiceRule = {
  name: 'gpus',
  handles: gpusAttributes,
  apply(service, context) {
    for (const { request, path } of deviceRequests(service.service)) {
      const at = [...service.path, ...path];
      const amount = deviceAmount(request);
      if (amount) accountForDevice(service, request, amount, at, context);
      else {
        context.ledger.refused(at, 'R-11', 'no device plugin that is known offers this device', {
          level: 'error',
          hint: 'driver nvidia or amd with the capability gpu, or an extended resource of the device plugin in use',
        });
      }
    }
    driverCapabilities(service, context);
  },
};

function accountForDevice(
  service: ServicePlan,
  request: DeviceRequest,
  { resource, count, isCounted }: DeviceAmount,
  at: Path,
  { ledger }: PlanContext,
): void {
  const targets = [service.draft.containerTarget(pointerTo('/resources/limits', resource))];
  if (isCounted)
    ledger.differs(at, 'R-11', `each pod takes ${count} of ${resource} for itself; in Docker containers share them`, { targets });
  else {
    ledger.differs(at, 'R-11', `"all" is 1 of ${resource} here, which each pod takes for itself; in Docker containers share them`, {
      level: 'warning',
      hint:
        at.at(-2) === 'devices' && at.length === 4
          ? 'write an item for each that is needed: vendor.com/gpu=0'
          : 'write count: with the number that is needed',
      targets,
    });
  }
  for (const key of ['device_ids', 'options'] as const) {
    if (request[key] !== undefined)
      ledger.refused([...at, key], 'B-168', 'the scheduler chooses which device a pod gets', {
        hint: 'label the nodes by their devices, and name the label under deploy.placement.constraints',
      });
  }
  ledger.require({
    rule: 'R-11',
    message: `a device plugin offers ${resource}`,
    command: `kubectl get nodes -o custom-columns=NAME:.metadata.name,AMOUNT:.status.allocatable.${resource.replaceAll('.', '\\.')}`,
  });
}

/** What the NVIDIA runtime gives the container beside the device; a variable of the file wins. */
function driverCapabilities({ service, draft }: ServicePlan, { ledger }: PlanContext): void {
  const name = 'NVIDIA_DRIVER_CAPABILITIES';
  const wanted = deviceRequests(service).flatMap(({ request }) =>
    deviceAmount(request)?.resource === 'nvidia.com/gpu' ? (request.capabilities ?? []) : [],
  );
  const others = [...new Set(wanted.filter((capability) => capability !== 'gpu' && capability !== 'nvidia'))];
  if (others.length === 0 || Object.hasOwn(service.environment ?? {}, name)) return;
  draft.env.push({ name, value: others.join(',') });
  ledger.add({
    rule: 'R-11',
    message: `${name} is set to what the file lists beside gpu`,
    targets: [draft.envTarget(name)],
    optOut: `set ${name} in environment`,
  });
}
