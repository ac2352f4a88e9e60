import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { exposedPorts } from '../../image/resolve.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { expandRange, protocolOf } from '../known-ports.ts';
import type { KnownPort, Protocol } from '../ports.ts';
import { ownsPod, podMembers } from './pod-of.ts';

/** That a container listens on a port, and where that can be seen. */
interface Listening {
  readonly port: number;
  readonly protocol: Protocol;
  readonly path: Path;
  /** The image says so of its own program, and another one runs. */
  readonly isDoubtful: boolean;
}

type Services = Pick<PlanContext, 'services'>;

/** Ports on which the program of a service listens itself. What a network publishes may be meant for any container that uses it. */
function listeningPorts(service: ServicePlan, context: Services): readonly Listening[] {
  const { service: source, path, image } = service;
  const runsOther = (source.command ?? source.entrypoint ?? []).length > 0;
  const exposed = (source.expose ?? []).flatMap((text, i) =>
    expandRange(text).map((p) => ({ ...p, path: [...path, 'expose', i], isDoubtful: false })),
  );
  const ofImage = exposedPorts(image).map(({ port, protocol }) => ({
    port,
    protocol: protocolOf(protocol),
    path: [...path, source.image === undefined ? 'build' : 'image'],
    isDoubtful: runsOther,
  }));
  const hasGuests = podMembers(service, context).some((other) => other !== service && other.networkOf === service.key);
  const published = (hasGuests ? [] : (source.ports ?? [])).map((port, i) => ({
    port: port.target,
    protocol: protocolOf(port.protocol),
    path: [...path, 'ports', i],
    isDoubtful: false,
  }));
  return [...published, ...exposed, ...ofImage];
}

/** The container behind a port of a service: a guest of its network that listens there, else its own (L-21). */
export function listenerOf(service: ServicePlan, port: number, protocol: Protocol, context: Services): ServicePlan {
  const members = podMembers(service, context);
  if (members.length === 1) return service;
  const listens = (member: ServicePlan): boolean => listeningPorts(member, context).some((p) => p.port === port && p.protocol === protocol);
  if (listens(service)) return service;
  return members.find((member) => member.networkOf === service.key && listens(member)) ?? service;
}

/** The ports of a service that its own container takes, not another one of its pod (N-11, L-21): a pod has each number once. */
export function ownPorts(service: ServicePlan, context: Services): readonly KnownPort[] {
  const own = service.ports.list.filter((p) => p.of === undefined);
  const members = podMembers(service, context);
  const before = members.slice(0, members.indexOf(service)).flatMap((member) => ownPorts(member, context).map(({ port }) => port));
  return own.filter(({ port, protocol }) => !before.includes(port) && listenerOf(service, port, protocol, context) === service);
}

/** L-21: of two programs that listen on one port of a pod, one cannot start; the API server only warns. */
export function findPortClashes(owner: ServicePlan, context: PlanContext): void {
  if (!ownsPod(owner) || owner.pod.members.length === 1) return;
  const known = new Map<string, Listening & { readonly service: string }>();
  for (const member of podMembers(owner, context)) {
    for (const found of listeningPorts(member, context)) {
      const key = `${found.port}/${found.protocol}`;
      const rival = known.get(key);
      if (rival === undefined) known.set(key, { ...found, service: member.key });
      else if (rival.service !== member.key) reportClash(rival, { ...found, service: member.key }, context);
    }
  }
}

type Listener = Listening & { readonly service: string };

function reportClash(first: Listener, second: Listener, { diagnostics, ledger }: PlanContext): void {
  diagnostics.push(
    diagnostic(
      'pod-port-clash',
      {
        span: ledger.spanAt(second.path),
        path: formatPath(second.path),
        related: [{ span: ledger.spanAt(first.path), label: `${first.service} listens there, too` }],
        ...((first.isDoubtful || second.isDoubtful) && { severity: 'warning' as const }),
      },
      { first: first.service, second: second.service, port: `${second.port}/${second.protocol.toLowerCase()}` },
    ),
  );
}
