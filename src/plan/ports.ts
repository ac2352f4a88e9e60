import type { Path } from '../source/node-tools.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port on which a container takes traffic, with the reason why it is known (N-11). */
export interface KnownPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly from: 'ports' | 'expose' | 'image' | 'reference' | 'table';
  /** Name that the file gives it. */
  readonly name?: string;
  readonly appProtocol?: string;
  /** The attribute, where one says so. */
  readonly path?: Path;
}

/** The ports of a service, one a number and protocol, in the order in which they became known (N-11). */
export class PortSet {
  readonly list: readonly KnownPort[];

  constructor(ports: readonly KnownPort[]) {
    const seen = new Map<string, KnownPort>();
    for (const port of ports) {
      const key = `${port.port}/${port.protocol}`;
      if (!seen.has(key)) seen.set(key, port);
    }
    this.list = [...seen.values()];
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

  /** Ports of a container: once a number, because the merge key of the list is the number alone (G-10). */
  get containerPorts(): readonly object[] {
    const numbers = new Set<number>();
    const used = new Set<string>();
    return this.list.flatMap((p) => {
      const name = portName(p, used);
      if (numbers.has(p.port)) return [];
      numbers.add(p.port);
      return [{ name, containerPort: p.port, protocol: p.protocol }];
    });
  }
}

/** N-17: at most 15 characters, contains a letter. */
function portName(port: KnownPort, used: Set<string>): string {
  const own = port.name?.toLowerCase();
  const valid = own !== undefined && own.length <= 15 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(own) && /[a-z]/.test(own) && !own.includes('--');
  const name = valid && !used.has(own) ? own : `${port.protocol.toLowerCase()}-${port.port}`;
  used.add(name);
  return name;
}
