import type { Path } from '../source/node-tools.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port on which a container takes traffic, with the reason why it is known (N-11). */
export interface KnownPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly from: 'ports' | 'expose' | 'image' | 'reference' | 'check' | 'table';
  /** The service whose container listens there, where it is another one of the pod (L-21). */
  readonly of?: string;
  /** Name that the file gives it. */
  readonly name?: string;
  readonly appProtocol?: string;
  /** The attribute, where one says so. */
  readonly path?: Path;
}

/** Positions in the attribute `ports` of a range that was written as one, the last included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export interface LongRanges {
  readonly longRanges?: readonly PortRange[];
  /** Also true for a long range in `expose`. */
  readonly hasLongRange?: boolean;
}

/** The ports of a service, one a number and protocol, in the order in which they became known (N-11). */
export class PortSet {
  readonly list: readonly KnownPort[];
  /** Ranges of the attribute `ports` that are too long to be listed (N-19). */
  readonly longRanges: readonly PortRange[];
  /** It has more ports than can be listed. */
  readonly hasLongRange: boolean;

  constructor(ports: readonly KnownPort[], { longRanges = [], hasLongRange = longRanges.length > 0 }: LongRanges = {}) {
    const seen = new Map<string, KnownPort>();
    for (const port of ports) {
      const key = `${port.port}/${port.protocol}`;
      if (!seen.has(key)) seen.set(key, port);
    }
    this.list = [...seen.values()];
    this.longRanges = longRanges;
    this.hasLongRange = hasLongRange;
  }

  get isEmpty(): boolean {
    return this.list.length === 0;
  }

  get tcp(): readonly KnownPort[] {
    return this.list.filter((p) => p.protocol === 'TCP');
  }

  /** The same number on two protocols: `kubectl apply` would lose one of them (N-18). */
  get hasSharedNumber(): boolean {
    return new Set(this.list.map((p) => p.port)).size < this.list.length;
  }

  /** Whether a Service can name them all; without that it leads to the pods and every port of theirs (N-13, N-18, N-19). */
  get isListable(): boolean {
    return !this.isEmpty && !this.hasSharedNumber && !this.hasLongRange;
  }

  /** Ports of a Service: `<proto>-<port>` or the name of the file, always named (N-17). */
  get servicePorts(): readonly object[] {
    const used = new Set<string>();
    return this.list.map((p) => ({
      name: portName(p, used),
      port: p.port,
      targetPort: p.port,
      protocol: p.protocol,
      ...(p.appProtocol !== undefined && { appProtocol: p.appProtocol }),
    }));
  }

  /** Ports of a container: once a number, the TCP one, because the merge key of the list is the number alone (G-10, N-18). */
  get containerPorts(): readonly ContainerPort[] {
    const used = new Set<string>();
    return this.list
      .filter((p) => p.protocol === 'TCP' || !this.list.some((other) => other.port === p.port && other.protocol === 'TCP'))
      .filter((p, i, all) => all.findIndex((other) => other.port === p.port) === i)
      .map((p) => ({ name: portName(p, used), containerPort: p.port, protocol: p.protocol }));
  }
}

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
}

/** N-17. */
function portName(port: KnownPort, used: Set<string>): string {
  const own = port.name?.toLowerCase();
  const name = own !== undefined && canBePortName(own) && !used.has(own) ? own : `${port.protocol.toLowerCase()}-${port.port}`;
  used.add(name);
  return name;
}

/** N-17: at most 15 characters with a letter among them; a name as those that are made up could be that of another port. */
export function canBePortName(name: string): boolean {
  return /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && !/^(tcp|udp|sctp)-\d+$/.test(name);
}
