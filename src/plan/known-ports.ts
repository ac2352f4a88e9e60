import { exposedPorts, type ServiceImage } from '../image/resolve.ts';
import type { Port, Service } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';
import { type KnownPort, type PortRange, PortSet, type Protocol } from './ports.ts';
import type { Reference } from './texts.ts';

/** More ports than this in one range overload a Service (N-19). */
export const maxRange = 100;

/**
 * N-11: what the file declares, what the image declares, what others refer to, what the image is known for.
 * @param references those that lead to the service
 * @param told ports that a proxy is told to send requests to
 * @param paired ports that variables name beside the host; they open no service that no port is known of, which is open on all
 * @param asked the port on which the health check looks for the server; it counts where nothing but the table says another
 */
export function knownPorts(
  key: string,
  service: Service,
  image: ServiceImage,
  references: readonly Reference[],
  told: readonly number[] = [],
  paired: readonly number[] = [],
  asked?: number,
): PortSet {
  const path: Path = ['services', key];
  const ports = service.ports ?? [];
  const long = longRanges(ports);
  const published = ports.flatMap((port, i): KnownPort[] => {
    if (long.some((range) => isInRange(range, i))) return [];
    const protocol = appProtocol(port.app_protocol);
    return [
      {
        port: port.target,
        protocol: protocolOf(port.protocol),
        from: 'ports',
        ...(port.name !== undefined && { name: port.name }),
        ...(protocol !== undefined && { appProtocol: protocol }),
        path: [...path, 'ports', i],
      },
    ];
  });
  const expose = service.expose ?? [];
  const exposed = expose.flatMap((text, i) =>
    expandRange(text).map((p): KnownPort => ({ ...p, from: 'expose', path: [...path, 'expose', i] })),
  );
  const ofImage = exposedPorts(image).map((p): KnownPort => ({
    port: p.port,
    protocol: protocolOf(p.protocol),
    from: image.dockerfile ? 'image' : 'table',
  }));
  const declared = [...published, ...exposed, ...ofImage];
  // A reference does not say a protocol: a port that is known for UDP alone stays so.
  const isKnown = (number: number): boolean => declared.some((p) => p.port === number);
  const meant = references.filter((reference) => publishedTarget(reference, service) === undefined);
  const referred = [...told, ...meant.map(({ port }) => port)].flatMap((port): KnownPort[] =>
    port === undefined || isKnown(port) ? [] : [{ port, protocol: 'TCP', from: 'reference' }],
  );
  const known = [...declared, ...referred];
  const beside = paired.flatMap((port): KnownPort[] =>
    known.length === 0 || isKnown(port) || ports.some((p) => p.published === String(port))
      ? []
      : [{ port, protocol: 'TCP', from: 'reference' }],
  );
  const isGuess = known.length > 0 && known.every(({ from }) => from === 'table' || from === 'reference');
  const checked: readonly KnownPort[] =
    asked === undefined || !isGuess || isKnown(asked)
      ? []
      : [{ port: asked, protocol: 'TCP', from: 'check', path: [...path, 'healthcheck', 'test'] }];
  return new PortSet([...known, ...beside, ...checked], { longRanges: long, hasLongRange: long.length > 0 || expose.some(isLongRange) });
}

/**
 * DIAG-25: another service calls this one by the port that it publishes on the host. Docker does not answer there either,
 * so that it is no port of the Service.
 * @returns the port of the container that is published under that number
 */
export function publishedTarget({ by, to, port }: Reference, { ports = [], expose = [] }: Service): number | undefined {
  if (port === undefined || by === to) return undefined;
  if (ports.some(({ target }) => target === port) || expose.some((text) => expandRange(text).some((p) => p.port === port)))
    return undefined;
  return ports.find(({ published, protocol }) => published === String(port) && protocolOf(protocol) === 'TCP')?.target;
}

/** N-19: `ports` holds every port of a range, one after the other. */
export function longRanges(ports: readonly Port[]): readonly PortRange[] {
  const ranges: PortRange[] = [];
  let first = 0;
  for (let i = 1; i <= ports.length; i++) {
    const [previous, port] = [ports[i - 1], ports[i]];
    if (port && previous && port.target === previous.target + 1 && port.protocol === previous.protocol) continue;
    if (i - first > maxRange) ranges.push({ first, last: i - 1 });
    first = i;
  }
  return ranges;
}

export function isInRange({ first, last }: PortRange, index: number): boolean {
  return index >= first && index <= last;
}

const exposePattern = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/;

/** `8000`, `9000-9001`, `53/udp`; a range that is too long gives nothing. */
export function expandRange(text: string): readonly { port: number; protocol: Protocol }[] {
  const match = exposePattern.exec(text);
  if (!match || isLongRange(text)) return [];
  const first = Number(match[1]);
  const last = Number(match[2] ?? first);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({ port: first + i, protocol: protocolOf(match[3]) }));
}

function isLongRange(text: string): boolean {
  const match = exposePattern.exec(text);
  return match?.[2] !== undefined && Number(match[2]) - Number(match[1]) >= maxRange;
}

export function protocolOf(text: string | undefined): Protocol {
  const upper = (text ?? 'tcp').toUpperCase();
  return upper === 'UDP' || upper === 'SCTP' ? upper : 'TCP';
}

/** N-27: undefined where the API would not take it. */
export function appProtocol(name: string | undefined): string | undefined {
  const lower = name?.toLowerCase();
  if (lower === 'h2c' || lower === 'http2') return 'kubernetes.io/h2c';
  if (lower === 'ws') return 'kubernetes.io/ws';
  return name !== undefined && /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(name)
    ? name
    : undefined;
}
