import { parseBytes, printBytes } from '../../value/bytes.ts';
import { parseCpus, printCpu } from '../../value/cpu.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';
import { deviceLimits } from '../devices.ts';
import { ephemeralStorage } from '../storage/ephemeral-storage.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { resourcesAttributes } from './resources.attributes.ts';

const mebibyte = 1024n * 1024n;

/** A limit above this (1 TiB) means that there is none: no usual node has as much, and none could grant a quarter of it. */
const unlimited = 1024n * 1024n * mebibyte;

/** A limit or request with the attribute that it comes from. */
interface Given<T> {
  readonly amount: T;
  readonly path: Path;
}

/** What the file says about the resources of a container. */
export interface GivenResources {
  readonly cpuLimit?: Given<number>;
  readonly cpuRequest?: Given<number>;
  readonly memoryLimit?: Given<bigint>;
  readonly memoryRequest?: Given<bigint>;
}

/** C.4: limits and requests (R-01…R-10). */
export const resourcesRule: ServiceRule = {
  name: 'resources',
  handles: resourcesAttributes,
  apply(service, context) {
    const given = givenResources(service);
    accountForResources(service, given, context);
    accountForSwap(service, given, context);
    const amounts = resourceAmounts(given, context.options.requests);
    const disk = ephemeralStorage(service.service);
    const limits = {
      ...amounts.limits,
      ...(disk !== undefined && { 'ephemeral-storage': printBytes(disk) }),
      ...deviceLimits(service.service),
    };
    // Without a request of its own the limit would be one, and reserve the disk of the node (B-139, R-03).
    const diskRequest = disk === undefined ? undefined : printBytes(memoryShare(disk, context.options.requests));
    const requests = { ...amounts.requests, ...(diskRequest !== undefined && { 'ephemeral-storage': diskRequest }) };
    if (Object.keys(limits).length === 0 && Object.keys(requests).length === 0) return;
    service.draft.container.set(
      'resources',
      { ...(Object.keys(limits).length > 0 && { limits }), ...(Object.keys(requests).length > 0 && { requests }) },
      'R-01',
    );
  },
};

/** */
export function givenResources({ service, path }: Pick<ServicePlan, 'service' | 'path'>): GivenResources {
  const limits = service.deploy?.resources?.limits;
  const reservations = service.deploy?.resources?.reservations;
  const limitsPath = [...path, 'deploy', 'resources', 'limits'];
  const reservationsPath = [...path, 'deploy', 'resources', 'reservations'];
  const cpuLimit =
    cpu(limits?.cpus, [...limitsPath, 'cpus']) ?? cpu(service.cpus, [...path, 'cpus']) ?? cpu(quotaCores(service), [...path, 'cpu_quota']);
  const cpuRequest =
    cpu(reservations?.cpus, [...reservationsPath, 'cpus']) ?? cpuShares(service.cpu_shares, cpuLimit, [...path, 'cpu_shares']);
  const memoryLimit = memory(limits?.memory, [...limitsPath, 'memory']) ?? memory(service.mem_limit, [...path, 'mem_limit']);
  const memoryRequest =
    memory(reservations?.memory, [...reservationsPath, 'memory']) ?? memory(service.mem_reservation, [...path, 'mem_reservation']);
  return {
    ...(cpuLimit && { cpuLimit }),
    ...(cpuRequest && { cpuRequest }),
    ...(memoryLimit && { memoryLimit }),
    ...(memoryRequest && { memoryRequest }),
  };
}

function cpu(cores: number | undefined, path: Path): Given<number> | undefined {
  if (cores === undefined || cores === 0) return undefined;
  const parsed = parseCpus(cores);
  return parsed.ok ? { amount: parsed.value, path } : undefined;
}

/** B-151; the period defaults to 100 ms. */
function quotaCores(service: ServicePlan['service']): number | undefined {
  const quota = Number(service.cpu_quota ?? 0);
  return quota > 0 ? quota / Number(service.cpu_period ?? 100_000) : undefined;
}

/** a weight of 1024 is one core, at most the limit. */
function cpuShares(shares: string | number | undefined, limit: Given<number> | undefined, path: Path): Given<number> | undefined {
  const request = cpu(Number(shares ?? 0) / 1024, path);
  return request && limit && limit.amount < request.amount ? { amount: limit.amount, path } : request;
}

function memory(text: string | undefined, path: Path): Given<bigint> | undefined {
  if (text === undefined) return undefined;
  const parsed = parseBytes(text);
  return parsed.ok && parsed.value > 0n ? { amount: parsed.value, path } : undefined;
}

function exceeds<T extends number | bigint>(request: Given<T>, limit: Given<T> | undefined): boolean {
  return limit !== undefined && request.amount > limit.amount;
}

const cappedMessage = 'more than the limit, which is requested instead';

/** R-05 makes a request above the limit an error; what is written is legal all the same. */
function capped<T extends number | bigint>(amount: T, limit: T | undefined): T {
  return limit !== undefined && amount > limit ? limit : amount;
}

/** as quantities. */
export function resourceAmounts(
  given: GivenResources,
  mode: 'quarter' | 'equal' | 'zero',
): { limits: Record<string, string>; requests: Record<string, string> } {
  const cpuRequest =
    (given.cpuRequest && capped(given.cpuRequest.amount, given.cpuLimit?.amount)) ??
    (given.cpuLimit && cpuShare(given.cpuLimit.amount, mode));
  const memoryRequest =
    (given.memoryRequest && capped(given.memoryRequest.amount, given.memoryLimit?.amount)) ??
    (given.memoryLimit && memoryShare(given.memoryLimit.amount, mode));
  return {
    limits: {
      ...(given.cpuLimit && { cpu: printCpu(given.cpuLimit.amount) }),
      ...(given.memoryLimit && { memory: printBytes(given.memoryLimit.amount) }),
    },
    requests: {
      ...(cpuRequest !== undefined && { cpu: printCpu(cpuRequest) }),
      ...(memoryRequest !== undefined && { memory: printBytes(memoryRequest) }),
    },
  };
}

function cpuShare(limit: number, mode: 'quarter' | 'equal' | 'zero'): number {
  if (mode === 'equal') return limit;
  if (mode === 'zero') return 0;
  return Math.min(limit, Math.max(10, Math.ceil(limit / 4)));
}

function memoryShare(limit: bigint, mode: 'quarter' | 'equal' | 'zero'): bigint {
  if (mode === 'equal') return limit;
  if (mode === 'zero') return 0n;
  const quarter = limit > unlimited ? 0n : limit / 4n;
  const floor = 32n * mebibyte;
  const share = quarter > floor ? quarter : floor;
  return share < limit ? share : limit;
}

function accountForResources(service: ServicePlan, given: GivenResources, context: PlanContext): void {
  const { ledger, options, diagnostics } = context;
  const { draft, path } = service;
  const isShare = given.cpuRequest?.path.at(-1) === 'cpu_shares';
  const { requests } = resourceAmounts(given, options.requests);
  const derived = (request: string | undefined, zero: string): string =>
    options.requests === 'zero'
      ? `nothing is reserved, as in Docker; ${zero}`
      : `Docker reserves nothing for a limit; here ${request ?? 'nothing'} of it is requested`;
  const hint = '--requests quarter, equal or zero';
  if (given.cpuLimit) {
    const target = [draft.containerTarget('/resources/limits/cpu')];
    if (given.cpuRequest) ledger.exact(given.cpuLimit.path, 'R-01', target);
    else
      ledger.differs(
        given.cpuLimit.path,
        'R-03',
        derived(requests['cpu'], 'where the CPU is short, the container gets what others leave'),
        { hint, targets: target },
      );
    if (service.service.cpu_period !== undefined) ledger.exact([...path, 'cpu_period'], 'B-151', target);
  }
  if (given.memoryLimit) {
    const target = [draft.containerTarget('/resources/limits/memory')];
    if (given.memoryRequest) ledger.exact(given.memoryLimit.path, 'R-01', target);
    else
      ledger.differs(
        given.memoryLimit.path,
        'R-03',
        derived(requests['memory'], 'where memory is short, the pod is among the first to be evicted'),
        { hint, targets: target },
      );
    if (mayHaveSwapped(service.service, given.memoryLimit.amount)) {
      ledger.differs(given.memoryLimit.path, 'R-08', 'Docker lets a container swap as much again as its memory limit; pods have no swap', {
        targets: target,
      });
    }
    if (given.memoryLimit.amount < 6n * mebibyte) {
      diagnostics.push(
        diagnostic('memory-limit-too-small', { span: ledger.spanAt(given.memoryLimit.path), path: formatPath(given.memoryLimit.path) }),
      );
    }
  }
  if (given.cpuRequest) {
    const target = [draft.containerTarget('/resources/requests/cpu')];
    if (isShare)
      ledger.differs(given.cpuRequest.path, 'R-06', 'a relative weight becomes a request, which also reserves capacity on a node', {
        targets: target,
      });
    else if (exceeds(given.cpuRequest, given.cpuLimit)) ledger.differs(given.cpuRequest.path, 'R-05', cappedMessage, { targets: target });
    else ledger.exact(given.cpuRequest.path, 'R-01', target);
  }
  if (given.memoryRequest) {
    const target = [draft.containerTarget('/resources/requests/memory')];
    if (exceeds(given.memoryRequest, given.memoryLimit))
      ledger.differs(given.memoryRequest.path, 'R-05', cappedMessage, { targets: target });
    ledger.differs(given.memoryRequest.path, 'B-190', 'a soft limit becomes a request, which the scheduler guarantees', {
      targets: target,
    });
  }
  checkOrder(service, given, context);
  accountForUnused(service, given, context);
}

/** */
function checkOrder(service: ServicePlan, given: GivenResources, { ledger, diagnostics }: PlanContext): void {
  const pairs = [
    [given.cpuLimit, given.cpuRequest, 'CPU'],
    [given.memoryLimit, given.memoryRequest, 'memory'],
  ] as const;
  for (const [limit, request, what] of pairs) {
    if (request && exceeds<number | bigint>(request, limit)) {
      diagnostics.push(
        diagnostic(
          'reservation-above-limit',
          { span: ledger.spanAt(request.path), path: formatPath(request.path) },
          { service: service.key, what },
        ),
      );
    }
  }
}

/** Attributes that say "no limit", or that another one outweighs. */
function accountForUnused(service: ServicePlan, given: GivenResources, { ledger }: PlanContext): void {
  const used = new Set(
    [given.cpuLimit, given.cpuRequest, given.memoryLimit, given.memoryRequest].flatMap((g) => (g ? [g.path.join('.')] : [])),
  );
  const present: readonly (readonly [unknown, Path])[] = [
    ...(['cpus', 'cpu_quota', 'cpu_period', 'cpu_shares', 'mem_limit', 'mem_reservation'] as const).map(
      (key) => [service.service[key], [...service.path, key]] as const,
    ),
    ...(['limits', 'reservations'] as const).flatMap((side) =>
      (['cpus', 'memory'] as const).map(
        (key) => [service.service.deploy?.resources?.[side]?.[key], [...service.path, 'deploy', 'resources', side, key]] as const,
      ),
    ),
  ];
  for (const [value, path] of present) {
    if (value === undefined || used.has(path.join('.')) || (path.at(-1) === 'cpu_period' && given.cpuLimit)) continue;
    if (path.at(-1) === 'cpu_quota' && given.cpuLimit && Number(value) > 0)
      ledger.differs(path, 'B-151', `${formatPath(given.cpuLimit.path)} decides; the Docker engine starts no container that has both`);
    else if (path.at(-1) === 'cpu_shares' && given.cpuRequest && Number(value) > 0)
      ledger.differs(path, 'R-06', `${formatPath(given.cpuRequest.path)} decides: the weight of a container is its request`);
    else ledger.exact(path, 'R-01');
  }
}

/** whether the limit left the container room on the swap device. */
function mayHaveSwapped(service: ServicePlan['service'], limit: bigint): boolean {
  return !forbidsSwap(service, limit) && (service.mem_swappiness === undefined || Number(service.mem_swappiness) !== 0);
}

/** The limit of memory and swap together is that of memory, wherever that is written. */
function forbidsSwap({ memswap_limit: swap }: ServicePlan['service'], limit: bigint | undefined): boolean {
  const parsed = swap === undefined ? undefined : parseBytes(swap);
  return parsed?.ok === true && parsed.value === limit;
}

const swapHint = 'raise the memory limit by what the program used of swap';

/** R-08, B-158, B-159: pods have no swap. */
function accountForSwap({ service, path }: ServicePlan, { memoryLimit }: GivenResources, { ledger }: PlanContext): void {
  const swap = service.memswap_limit;
  if (swap !== undefined) {
    if (Number(swap) === 0 || forbidsSwap(service, memoryLimit?.amount)) ledger.exact([...path, 'memswap_limit'], 'B-158');
    else ledger.refused([...path, 'memswap_limit'], 'B-158', 'pods have no swap', { hint: swapHint });
  }
  if (service.mem_swappiness !== undefined) {
    if (Number(service.mem_swappiness) === 0) ledger.exact([...path, 'mem_swappiness'], 'B-159');
    else ledger.refused([...path, 'mem_swappiness'], 'B-159', 'pods have no swap', { hint: swapHint });
  }
}
