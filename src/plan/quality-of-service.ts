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

/**
 * The class of a pod, which its own containers decide, and the one-shots among its init containers; other init containers
 * are given resources that do not lower it.
 */
export function qualityOfService(containers: readonly WorkloadDraft[], oneShots: readonly WorkloadDraft[] = []): QualityOfService {
  const drafts = [...containers, ...oneShots];
  const resources = drafts.map(resourcesOf);
  const amounts = resources.flatMap(({ limits = {}, requests = {} }) => [limits.cpu, limits.memory, requests.cpu, requests.memory]);
  if (amounts.every((amount) => amount === undefined))
    return drafts.some((draft) => draft.makesInitContainers) ? 'Burstable' : 'BestEffort';
  return resources.every(isGuaranteed) ? 'Guaranteed' : 'Burstable';
}

function isGuaranteed({ limits = {}, requests = {} }: Resources): boolean {
  return limits.cpu !== undefined && limits.memory !== undefined && limits.cpu === requests.cpu && limits.memory === requests.memory;
}

/** What kubectl needs at least to wait for a Job. */
const leastMemory = '64Mi';

/**
 * The resources of an init container of a Guaranteed pod, where requests must equal limits. It gets those of the
 * service's own container, the first of the pod, which cost nothing: the pod reserves the larger of the two, and they never run together.
 */
export function guaranteedResources(drafts: readonly WorkloadDraft[]): Json {
  const [draft] = drafts;
  if (!draft || qualityOfService(drafts) !== 'Guaranteed') return {};
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
