import { workloadText } from './card.ts';
import { conditionText } from './condition-text.ts';
import { type Edge, type NetworkNode, type ServiceNode, type Topology } from './model.ts';
import { oneLine } from '../terminal-text.ts';

/** The topology as a Mermaid flowchart, ending in a line feed. Names of the input stand in quoted, escaped labels only. */
export function printMermaid(topology: Topology): string {
  const { project, services, volumes, entries, externals, edges } = topology;
  const ids = new Map([...entries, ...services, ...volumes, ...externals].map(({ id }, i) => [id, `n${i}`]));
  const idOf = (id: string): string => ids.get(id) ?? 'n';
  const node = (id: string, open: string, lines: readonly string[], close: string, style: string): string =>
    `${idOf(id)}${open}${quoted(lines)}${close}:::${style}`;
  const groups = networkGroups(topology);
  const serviceLine = (service: ServiceNode): string => node(service.id, '[', serviceLines(service), ']', 'service');
  return `${[
    '---',
    `title: ${JSON.stringify(printableTitle(project))}`,
    '---',
    'flowchart LR',
    ...entries.map(({ id, type, addresses }) => `  ${node(id, '([', [type, addresses.join(' ')], '])', 'entry')}`),
    ...[...groups].flatMap(([networks, members], i) =>
      networks === ''
        ? members.map((service) => `  ${serviceLine(service)}`)
        : [`  subgraph g${i}[${quoted([networks])}]`, ...members.map((service) => `    ${serviceLine(service)}`), '  end'],
    ),
    ...volumes.map(({ id, name, size }) => `  ${node(id, '[(', [name, size ?? ''], ')]', 'volume')}`),
    ...externals.map(({ id, kind, name }) => `  ${node(id, '{{', [name, kind], '}}', 'external')}`),
    ...edges.map((edge) => `  ${idOf(edge.from)} ${arrow(edge)} ${idOf(edge.to)}`),
    ...classes.map((line) => `  ${line}`),
  ].join('\n')}\n`;
}

const classes = [
  'classDef entry fill:#dbeafe,stroke:#1d4ed8,color:#172554',
  'classDef service fill:#ffffff,stroke:#57606a,color:#1f2328',
  'classDef volume fill:#fef3c7,stroke:#b45309,color:#451a03',
  'classDef external fill:#f3f4f6,stroke:#57606a,color:#1f2328,stroke-dasharray:4 3',
];

function serviceLines(service: ServiceNode): readonly string[] {
  return [service.name, workloadText(service), service.image ?? ''];
}

/** Services by the set of networks that they are on, named where there is more than one set. */
function networkGroups({ services, networks }: Topology): ReadonlyMap<string, readonly ServiceNode[]> {
  const groups = new Map<string, ServiceNode[]>();
  const internal = new Set(networks.filter((network: NetworkNode) => network.internal).map(({ key }) => key));
  for (const service of services) {
    const name = service.networks.map((key) => (internal.has(key) ? `${key} (internal)` : key)).join(' + ');
    const known = groups.get(name);
    if (known) known.push(service);
    else groups.set(name, [service]);
  }
  return groups.size > 1 ? groups : new Map([['', services]]);
}

function arrow(edge: Edge): string {
  if (edge.kind === 'entry') return labelled('==>', edge.ports.join(' '));
  if (edge.kind === 'mount') return labelled('---', edge.readOnly ? 'read-only' : '');
  if (edge.kind === 'external') return '-.-';
  const ports = edge.ports.map((port) => `:${port}`).join(' ');
  return labelled(edge.calls ? '-->' : '-.->', [ports, conditionText(edge.condition)].filter((part) => part !== '').join(' '));
}

function labelled(line: string, label: string): string {
  return label === '' ? line : `${line}|${quoted([label])}|`;
}

function printableTitle(project: string): string {
  return oneLine(project).replace(/[^\p{L}\p{N} _.-]/gu, '_');
}

/**
 * Lines of a label. Every character that Mermaid, Markdown or HTML gives a meaning is written as its entity, so that no name
 * ends the label or begins a directive.
 */
function quoted(lines: readonly string[]): string {
  const escaped = lines
    .filter((line) => line !== '')
    .map((line) => Array.from(oneLine(line), escapedCharacter).join('').replace(plainRuns, entity));
  return `"${escaped.join('<br/>')}"`;
}

function escapedCharacter(character: string): string {
  return /[\p{L}\p{N} ./:,@_×–+()-]/u.test(character) ? character : entity(character);
}

/** What Markdown would take for emphasis or the beginning of a list. */
const plainRuns = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[-+]|(?<=^\d+)[.)]/gu;

function entity(character: string): string {
  return `#${character.codePointAt(0) ?? 0};`;
}
