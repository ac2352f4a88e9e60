import { exposedPorts, type ServiceImage } from '../image/resolve.ts';
import type { Service } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';
import { type KnownPort, PortSet, type Protocol } from './ports.ts';
import type { Reference } from './texts.ts';

/** More ports than this in one range overload a Service (N-19). */
export const maxRange = 100;

/** N-11: what the file declares, what the image declares, what others refer to, what the image is known for. */
export function knownPorts(key: string, service: Service, image: ServiceImage, references: readonly Reference[]): PortSet {
  const path: Path = ['services', key];
  const published = (service.ports ?? []).map((port, i): KnownPort => ({
    port: port.target,
    protocol: protocolOf(port.protocol),
    from: 'ports',
    ...(port.name !== undefined && { name: port.name }),
    ...(port.app_protocol !== undefined && { appProtocol: appProtocol(port.app_protocol) }),
    path: [...path, 'ports', i],
  }));
  const exposed = (service.expose ?? []).flatMap((text, i) => expandRange(text).map((p): KnownPort => ({ ...p, from: 'expose', path: [...path, 'expose', i] })));
  const ofImage = exposedPorts(image).map((p): KnownPort => ({ port: p.port, protocol: protocolOf(p.protocol), from: image.dockerfile ? 'image' : 'table' }));
  const referred = references.flatMap((r): KnownPort[] => (r.to === key && r.port !== undefined ? [{ port: r.port, protocol: 'TCP', from: 'reference' }] : []));
  return new PortSet([...published, ...exposed, ...ofImage, ...referred]);
}

/** `8000`, `9000-9001`, `53/udp`; a range that is too long gives nothing. */
export function expandRange(text: string): readonly { port: number; protocol: Protocol }[] {
  const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text);
  if (!match) return [];
  const first = Number(match[1]);
  const last = Number(match[2] ?? first);
  if (last < first || last - first >= maxRange) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => ({ port: first + i, protocol: protocolOf(match[3]) }));
}

export function protocolOf(text: string | undefined): Protocol {
  const upper = (text ?? 'tcp').toUpperCase();
  return upper === 'UDP' || upper === 'SCTP' ? upper : 'TCP';
}

/** N-27. */
function appProtocol(name: string): string {
  const lower = name.toLowerCase();
  if (lower === 'h2c' || lower === 'http2') return 'kubernetes.io/h2c';
  return lower === 'ws' ? 'kubernetes.io/ws' : name;
}
