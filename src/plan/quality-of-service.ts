import type { Json, WorkloadDraft } from './draft.ts';

/** What the kubelet goes by when a node runs short: the first class is evicted last. */
export type QualityOfService = 'Guaranteed' | 'Burstable' | 'BestEffort';

interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
}

interface Resources {
  readonly limits?: Amounts;
  readonly requests?: Amounts;
}

function resourcesOf(draft: WorkloadDraft): Resources {
  return draft.container.get('resources') ?? {};
}

/** The class of the pod, which its own container decides: init containers are given resources that do not lower it. */
export function qualityOfService(draft: WorkloadDraft): QualityOfService {
  const { limits = {}, requests = {} } = resourcesOf(draft);
  const amounts = [limits.cpu, limits.memory, requests.cpu, requests.memory];
  if (amounts.every((amount) => amount === undefined)) return draft.makesInitContainers ? 'Burstable' : 'BestEffort';
  const isGuaranteed =
    limits.cpu !== undefined && limits.memory !== undefined && limits.cpu === requests.cpu && limits.memory === requests.memory;
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

/** What kubectl needs at least to wait for a Job. */
const leastMemory = '64Mi';

/**
 * The resources of an init container of a Guaranteed pod, where requests must equal limits. It gets those of the
 * service's own container, which cost nothing: the pod reserves the larger of the two, and they never run together.
 */
export function guaranteedResources(draft: WorkloadDraft): Json {
  if (qualityOfService(draft) !== 'Guaranteed') return {};
  const { limits = {} } = resourcesOf(draft);
  const { cpu, memory = leastMemory } = limits;
  const amounts = { cpu, memory: bytesOf(memory) > bytesOf(leastMemory) ? memory : leastMemory };
  return { resources: { requests: amounts, limits: amounts } };
}

/** Reads back what `printBytes` prints. */
function bytesOf(quantity: string): number {
  const [, digits = '0', unit = ''] = /^(\d+)([MG]i)?$/.exec(quantity) ?? [];
  return Number(digits) * (unit === 'Gi' ? 2 ** 30 : unit === 'Mi' ? 2 ** 20 : 1);
}
