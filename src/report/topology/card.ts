import type { Box } from './layout.ts';
import type { Edge, EntryNode, ExternalNode, ServiceNode, Topology, VolumeNode } from './model.ts';
import { type Face, fitted, widthOf } from './text-width.ts';
import { oneLine } from '../terminal-text.ts';

/** A line of text of a card. */
export interface CardLine {
  readonly text: string;
  readonly style: 'name' | 'fact' | 'code' | 'volume';
}

/** A node of the picture, with everything that is written on it. */
export interface Card extends Box {
  readonly id: string;
  readonly shape: 'service' | 'volume' | 'entry' | 'external';
  readonly lines: readonly CardLine[];
  /** Numbers of networks in the legend, from 0. */
  readonly networks: readonly number[];
  /** Everything, also what is cut off in the lines. */
  readonly title: string;
  /** The service that it stands for. */
  readonly service?: string;
  /** Kind of its workload. */
  readonly workload?: string;
}

export const lineHeight = 17;
export const paddingTop = 12;
export const paddingLeft = 14;
/** Side of the mark of a network. */
export const badge = 15;

export const faces: Readonly<Record<CardLine['style'], Face>> = {
  name: { size: 13.5, isBold: true },
  fact: { size: 11.5 },
  code: { size: 10.5, isMonospaced: true },
  volume: { size: 11.5 },
};

const narrowest = 132;
const widest = 244;
/** The picture of a volume before its name. */
const iconWidth = 18;
/** Volumes written on the card of a service at most; the others are counted. */
const shownVolumes = 4;

interface CardText {
  readonly id: string;
  readonly shape: Card['shape'];
  readonly lines: readonly CardLine[];
  readonly networks?: readonly number[];
  readonly title: readonly string[];
  readonly service?: string;
  readonly workload?: string;
}

/** Services that may share a volume that has a card of its own; lines to more would fill the picture. */
const fewSharers = 3;

/** A card for each node of the picture. Volumes of one service stand on its card, and so do those that many share, on each. */
export function cardsOf(topology: Topology): readonly Card[] {
  const { services, volumes, entries, externals, networks, edges } = topology;
  const numbers = networks.length > 1 ? new Map(networks.map(({ key }, i) => [key, i])) : new Map<string, number>();
  const sharers = new Map<string, number>();
  for (const { kind, to } of edges) if (kind === 'mount') sharers.set(to, (sharers.get(to) ?? 0) + 1);
  const isDrawn = ({ id, shared }: VolumeNode): boolean => shared && (sharers.get(id) ?? 0) <= fewSharers;
  const own = ownVolumes(
    volumes.filter((volume) => !isDrawn(volume)),
    edges,
  );
  return [
    ...entries.map(entryCard),
    ...services.map((service) => serviceCard(service, own.get(service.id) ?? [], numbers)),
    ...volumes.filter(isDrawn).map(volumeCard),
    ...externals.map(externalCard),
  ];
}

/** `Deployment ×2`. */
export function workloadText({ workload, replicas, podOf }: ServiceNode): string {
  if (workload !== undefined) return replicas === undefined || replicas === '1' ? workload : `${workload} ×${replicas}`;
  return podOf === undefined ? 'nothing emitted' : `in the pod of ${podOf}`;
}

interface OwnVolume {
  readonly volume: VolumeNode;
  readonly mount: Extract<Edge, { kind: 'mount' }>;
}

function ownVolumes(volumes: readonly VolumeNode[], edges: readonly Edge[]): ReadonlyMap<string, readonly OwnVolume[]> {
  const byId = new Map(volumes.map((volume) => [volume.id, volume]));
  const own = new Map<string, OwnVolume[]>();
  for (const mount of edges) {
    const volume = mount.kind === 'mount' ? byId.get(mount.to) : undefined;
    if (mount.kind !== 'mount' || !volume) continue;
    const known = own.get(mount.from);
    if (known) known.push({ volume, mount });
    else own.set(mount.from, [{ volume, mount }]);
  }
  return own;
}

function serviceCard(service: ServiceNode, own: readonly OwnVolume[], numbers: ReadonlyMap<string, number>): Card {
  const { id, name, workload, image, hosts, networks } = service;
  const kind = workloadText(service);
  const ports = [...new Set(hosts.flatMap((host) => host.ports))];
  const shownPorts = ports.length > 3 ? `${ports.slice(0, 3).join(' ')} +${ports.length - 3}` : ports.join(' ');
  const shown = own.length > shownVolumes ? own.slice(0, shownVolumes - 1) : own;
  return card({
    id,
    shape: 'service',
    service: name,
    ...(workload !== undefined && { workload }),
    lines: [
      { text: name, style: 'name' },
      { text: ports.length === 0 ? kind : `${kind} · ${shownPorts}`, style: 'fact' },
      ...(image === undefined ? [] : [{ text: shortImage(image), style: 'code' as const }]),
      ...shown.map(({ volume, mount }) => ({ text: volumeText(volume, mount.readOnly), style: 'volume' as const })),
      ...(shown.length < own.length ? [{ text: `${own.length - shown.length} more`, style: 'volume' as const }] : []),
    ],
    networks: networks.flatMap((key) => numbers.get(key) ?? []),
    title: [
      `${name}: ${kind}`,
      ...(image === undefined ? [] : [image]),
      ...hosts.map((host) => `called as ${host.name}: ${host.ports.join(', ')}`),
      ...own.map(({ volume, mount }) => `${volume.type} ${volumeText(volume, mount.readOnly)} at ${mount.paths.join(', ')}`),
      ...(networks.length > 0 ? [`networks: ${networks.join(', ')}`] : []),
    ],
  });
}

function volumeText({ name, size, shared }: VolumeNode, readOnly: boolean): string {
  return [name, shared ? 'shared' : size, readOnly ? 'read-only' : undefined].filter((part) => part !== undefined).join(' · ');
}

function volumeCard({ id, name, type, claim, size }: VolumeNode): Card {
  const facts = [`shared ${type}`, size].filter((part) => part !== undefined).join(' · ');
  return card({
    id,
    shape: 'volume',
    lines: [
      { text: name, style: 'name' },
      { text: facts, style: 'fact' },
    ],
    title: [`${name}: ${facts}`, claim],
  });
}

function entryCard({ id, type, name, addresses }: EntryNode): Card {
  const shown = addresses.length > 4 ? [...addresses.slice(0, 3), `${addresses.length - 3} more`] : addresses;
  const isPorts = addresses.every((address) => /^\d/.test(address));
  return card({
    id,
    shape: 'entry',
    lines: [{ text: type, style: 'name' }, ...(isPorts ? [shown.join(' ')] : shown).map((text) => ({ text, style: 'fact' as const }))],
    title: [`${type}${name === undefined ? '' : ` ${name}`}: ${addresses.join(', ')}`],
  });
}

function externalCard({ id, kind, name }: ExternalNode): Card {
  return card({
    id,
    shape: 'external',
    lines: [
      { text: name, style: 'name' },
      { text: `${kind}, must exist`, style: 'fact' },
    ],
    title: [`${kind} ${name}: not part of the manifests`],
  });
}

/** `registry.example.com/team/web:1.2` as `web:1.2`. */
function shortImage(image: string): string {
  const name = image.slice(image.lastIndexOf('/', image.includes('@') ? image.indexOf('@') : image.length) + 1);
  return name.replace(/@sha256:([0-9a-f]{8})[0-9a-f]*$/, '@$1…');
}

function card({ id, shape, lines, networks = [], title, service, workload }: CardText): Card {
  const indent = ({ style }: CardLine): number => (style === 'volume' ? iconWidth : 0);
  const room = widest - 2 * paddingLeft;
  const cut = lines.map((line) => ({ ...line, text: fitted(oneLine(line.text), faces[line.style], room - indent(line)) }));
  const width = Math.max(...cut.map((line) => widthOf(line.text, faces[line.style]) + indent(line)), networks.length * (badge + 3));
  const rows = lines.length * lineHeight + (networks.length > 0 ? badge + 5 : 0);
  return {
    id,
    shape,
    lines: cut,
    networks,
    width: Math.round(Math.min(widest, Math.max(narrowest, width + 2 * paddingLeft))),
    height: rows + 2 * paddingTop - 4,
    title: title.map(oneLine).join('\n'),
    ...(service !== undefined && { service }),
    ...(workload !== undefined && { workload }),
  };
}
