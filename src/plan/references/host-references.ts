import type { Range } from './urls.ts';

/** A text that leans on the machine or the addresses that Docker gave. */
export interface HostReference extends Range {
  /**
   * `docker-host`: the developer's machine (N-35, DIAG-25). `docker-dns`: Docker's resolver (N-41). `localhost`: a port of the own
   * container (DIAG-25). `address`: the fixed address of a service (N-09). `network`: a subnet or gateway of a network (DIAG-26).
   */
  readonly kind: 'docker-host' | 'docker-dns' | 'localhost' | 'address' | 'network';
  /** As written; without the port. */
  readonly text: string;
  readonly port?: number;
  /** The service that an `address` belongs to. */
  readonly service?: string;
}

export interface HostReferenceOptions {
  /** `ipv4_address` and `ipv6_address` → service. */
  readonly addresses?: ReadonlyMap<string, string>;
  /** Subnets and gateways of `ipam`, as written there. */
  readonly networks?: readonly string[];
}

const dockerHosts: ReadonlySet<string> = new Set(['host.docker.internal', 'gateway.docker.internal', 'host-gateway', '172.17.0.1']);
const loopbacks: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);
const nameToken = /[A-Za-z0-9_.-]+/g;
const ipv6Token = /[0-9A-Fa-f:.]+/g;
const portAfter = /:(\d{1,5})(?![\w-]|\.\w)/y;
const prefixAfter = /\/\d{1,3}(?![\w.-])/y;

/** Every such place in order of position; time is linear in the length of the text. */
export function findHostReferences(text: string, options: HostReferenceOptions = {}): readonly HostReference[] {
  const addresses = lowerCaseKeys(options.addresses ?? new Map());
  const networks = new Set((options.networks ?? []).map((network) => network.toLowerCase()));
  const found: HostReference[] = [];
  for (const match of text.matchAll(nameToken)) {
    const reference = referenceAt(text, match[0], match.index, addresses, networks);
    if (reference) found.push(reference);
  }
  if ([...addresses.keys(), ...networks].some((given) => given.includes(':'))) {
    for (const match of text.matchAll(ipv6Token)) {
      if (!match[0].includes(':')) continue;
      const reference = givenAt(text, match[0], match.index, addresses, networks);
      if (reference) found.push(reference);
    }
    found.sort((a, b) => a.start - b.start);
  }
  return found;
}

function lowerCaseKeys(map: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...map].map(([key, value]) => [key.toLowerCase(), value]));
}

type Addresses = ReadonlyMap<string, string>;

function referenceAt(
  text: string,
  token: string,
  start: number,
  addresses: Addresses,
  networks: ReadonlySet<string>,
): HostReference | undefined {
  // A full stop at the end of a sentence belongs to no name.
  const word = token.replace(/\.$/, '');
  const lower = word.toLowerCase();
  const end = start + word.length;
  const port = portAt(text, end);
  const place = { text: word, start, end, ...(port !== undefined && { port }) };
  if (dockerHosts.has(lower)) return { kind: 'docker-host', ...place };
  if (lower === '127.0.0.11') return { kind: 'docker-dns', ...place };
  if (loopbacks.has(lower)) return port === undefined ? undefined : { kind: 'localhost', ...place };
  return givenAt(text, word, start, addresses, networks);
}

function givenAt(
  text: string,
  word: string,
  start: number,
  addresses: Addresses,
  networks: ReadonlySet<string>,
): HostReference | undefined {
  const end = start + word.length;
  const lower = word.toLowerCase();
  prefixAfter.lastIndex = end;
  const prefix = prefixAfter.exec(text)?.[0] ?? '';
  if (networks.has(lower + prefix)) return { kind: 'network', text: word + prefix, start, end: end + prefix.length };
  const service = addresses.get(lower);
  if (service === undefined) return networks.has(lower) ? { kind: 'network', text: word, start, end } : undefined;
  const port = portAt(text, end);
  return { kind: 'address', text: word, start, end, ...(port !== undefined && { port }), service };
}

function portAt(text: string, end: number): number | undefined {
  portAfter.lastIndex = end;
  const port = Number(portAfter.exec(text)?.[1] ?? 0);
  return port > 0 && port <= 65535 ? port : undefined;
}
