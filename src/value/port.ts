import { isIp } from './ip.ts';
import { failure, success, type Result } from './result.ts';

/** A published port in long form, as `docker compose config` prints it. */
export interface Port {
  readonly mode: string;
  readonly host_ip?: string;
  readonly target: number;
  /** A number or a range; absent: any free port. */
  readonly published?: string;
  readonly protocol: string;
}

interface PortRange {
  readonly start: number;
  readonly end: number;
}

/**
 * An item of `ports` in short form: `[[IP:]HOST:]CONTAINER[/protocol]`, also with ranges.
 * @returns one port for each container port, ordered as Docker Compose orders them: by the text of the number
 */
export function parsePorts(text: string): Result<readonly Port[]> {
  const parts = text.split(':');
  const [container = '', protocolPart = ''] = (parts.at(-1) ?? '').split('/');
  const hostPart = parts.at(-2) ?? '';
  const protocol = protocolPart === '' ? 'tcp' : protocolPart.toLowerCase();
  const address = parseAddress(parts.slice(0, -2).join(':'));
  if (!address.ok) return address;
  if (container === '') return failure(`no container port in "${text}"`);
  const target = parseRange(container);
  if (!target) return failure(`"${container}" is no container port or range`);
  const host = hostPart === '' ? undefined : parseRange(hostPart);
  if (hostPart !== '' && !host) return failure(`"${hostPart}" is no host port or range`);
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) return failure(`unknown protocol "${protocolPart}": use tcp, udp or sctp`);
  const size = target.end - target.start;
  if (host && size !== 0 && host.end - host.start !== size) return failure(`the ranges ${hostPart} and ${container} differ in length`);
  const ports: Port[] = [];
  for (let step = 0; step <= size; step++) {
    const published = host && (size === 0 && host.end !== host.start ? `${host.start}-${host.end}` : String(host.start + step));
    ports.push({
      mode: 'ingress',
      ...(address.value !== '' && { host_ip: address.value }),
      target: target.start + step,
      ...(published !== undefined && { published }),
      protocol,
    });
  }
  return success(ports.toSorted((a, b) => compareText(String(a.target), String(b.target))));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function parseAddress(text: string): Result<string> {
  const bracketed = /^\[(?<inner>[^[\]]*)\]$/.exec(text)?.groups?.inner;
  const address = bracketed ?? text;
  if (bracketed === undefined && address.includes(':')) return failure(`IPv6 addresses stand in brackets: [${address}]`);
  return address === '' || isIp(address) ? success(address) : failure(`"${address}" is no IP address`);
}

function parseRange(text: string): PortRange | undefined {
  const [first = '', last] = text.split('-');
  const start = parseNumber(first);
  const end = last === undefined ? start : parseNumber(last);
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function parseNumber(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}
