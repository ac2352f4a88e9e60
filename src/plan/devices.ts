import type { DeviceRequest, Service } from '../model/service.ts';
import { isCdiDevice } from '../value/device.ts';

/** The extended resource that stands for a device, and how many of it a pod takes. */
export interface DeviceAmount {
  readonly resource: string;
  readonly count: number;
  /** Whether the file says how many; "all" is not known before the pod has a node. */
  readonly isCounted: boolean;
}

/** Every request for devices of a service, with its place below the service. */
export function deviceRequests({
  gpus,
  devices,
  deploy,
}: Service): readonly { readonly request: DeviceRequest; readonly path: readonly (string | number)[] }[] {
  const reserved = deploy?.resources?.reservations?.devices ?? [];
  return [
    // `gpus` asks for GPUs in so many words.
    ...(gpus ?? []).map((request, i) => ({
      request: { ...request, capabilities: ['gpu', ...(request.capabilities ?? [])] },
      path: ['gpus', i],
    })),
    ...(devices ?? []).flatMap((device, i) => {
      const request = deviceRequest(device);
      return request ? [{ request, path: ['devices', i] }] : [];
    }),
    ...reserved.map((request, i) => ({ request, path: ['deploy', 'resources', 'reservations', 'devices', i] })),
  ];
}

/** A device by its name in the Container Device Interface, `nvidia.com/gpu=all`, as a request; undefined for any other. */
export function deviceRequest({ source }: { readonly source: string }): DeviceRequest | undefined {
  if (!isCdiDevice(source)) return undefined;
  const [kind = '', name] = source.split('=');
  const count = name === 'all' ? -1 : 1;
  if (kind === 'nvidia.com/gpu') return { driver: 'nvidia', capabilities: ['gpu'], count };
  if (kind === 'amd.com/gpu') return { driver: 'amd', capabilities: ['gpu'], count };
  return kind === 'google.com/tpu' ? { capabilities: ['tpu'], count } : undefined;
}

/** @returns undefined for a device that no known plugin offers */
export function deviceAmount(request: DeviceRequest): DeviceAmount | undefined {
  const resource = resourceOf(request);
  if (resource === undefined) return undefined;
  const count = request.count ?? (request.device_ids?.length || -1);
  return { resource, count: count > 0 ? count : 1, isCounted: count > 0 };
}

/** The limits that all device requests of a service come to. */
export function deviceLimits(service: Service): Record<string, string> {
  const totals = new Map<string, number>();
  for (const { request } of deviceRequests(service)) {
    const amount = deviceAmount(request);
    if (amount) totals.set(amount.resource, (totals.get(amount.resource) ?? 0) + amount.count);
  }
  return Object.fromEntries([...totals].map(([resource, count]) => [resource, String(count)]));
}

function resourceOf({ driver = '', capabilities = [] }: DeviceRequest): string | undefined {
  if (capabilities.includes('tpu')) return 'google.com/tpu';
  const isGpu = capabilities.includes('gpu') || capabilities.includes('nvidia') || driver === 'nvidia' || driver === 'amd';
  if (!isGpu) return undefined;
  if (driver === '' || driver === 'nvidia') return 'nvidia.com/gpu';
  return driver === 'amd' ? 'amd.com/gpu' : undefined;
}
