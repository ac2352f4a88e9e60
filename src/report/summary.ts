import type { Entry, Outcome } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import type { KubeObject } from '../plan/kubernetes.ts';

/** The outcomes that a report tells apart: a gap of the tool is as good as a refusal. */
export type ReportedOutcome = Exclude<Outcome, 'not-translated'>;

export interface Summary {
  readonly exact: number;
  readonly differs: number;
  readonly refused: number;
  readonly notApplicable: number;
  /** Kind → number, in the order in which objects are applied. */
  readonly objects: ReadonlyMap<string, number>;
  /** What can be reached from outside the cluster, as `web-public (LoadBalancer, 80, 443)`. */
  readonly published: readonly string[];
}

export function reportedOutcome({ outcome }: Pick<Entry, 'outcome'>): ReportedOutcome {
  return outcome === 'not-translated' ? 'refused' : outcome;
}

export function summarise({ entries, objects }: Pick<Conversion, 'entries' | 'objects'>): Summary {
  const count = (outcome: ReportedOutcome): number => entries.filter((entry) => reportedOutcome(entry) === outcome).length;
  const kinds = new Map<string, number>();
  for (const { kind } of objects) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    exact: count('exact'),
    differs: count('differs'),
    refused: count('refused'),
    notApplicable: count('not-applicable'),
    objects: kinds,
    published: objects.flatMap(publication),
  };
}

function publication(object: KubeObject): readonly string[] {
  if (object.kind === 'Ingress' || object.kind === 'HTTPRoute')
    return [`${object.metadata.name} (${object.kind} ${hostsOf(object).join(', ')})`];
  if (object.kind !== 'Service') return [];
  const { type, ports } = object['spec'] as {
    readonly type?: string;
    readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[];
  };
  if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
  const numbers = (ports ?? []).map(({ port, nodePort }) => (type === 'NodePort' && nodePort !== undefined ? nodePort : port));
  return [`${object.metadata.name} (${[type, ...inRanges(numbers)].join(' ')})`];
}

/** `1 2 3 4 9` as `1-4 9`; two neighbours stay two numbers. */
function inRanges(numbers: readonly number[]): readonly string[] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && number === (last.at(-1) ?? 0) + 1) last.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String)));
}

/** The hosts that routes answer for; `*` for any. */
function hostsOf(object: KubeObject): readonly string[] {
  const { rules, hostnames } = object['spec'] as {
    readonly rules?: readonly { readonly host?: string }[];
    readonly hostnames?: readonly string[];
  };
  if (object.kind === 'HTTPRoute') return hostnames ?? ['*'];
  return (rules ?? []).map(({ host }) => host ?? '*');
}
