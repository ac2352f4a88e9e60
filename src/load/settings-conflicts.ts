import type { Node } from '../source/node.ts';
import type { Findings } from './load-context.ts';
import { childOf, stringOf } from './make-node.ts';

/** Two ways to say one thing: at the service and in a block of `deploy`. */
const pairs = [
  { attribute: 'cpus', block: ['resources', 'limits'], key: 'cpus' },
  { attribute: 'mem_limit', block: ['resources', 'limits'], key: 'memory' },
  { attribute: 'mem_reservation', block: ['resources', 'reservations'], key: 'memory' },
  { attribute: 'pids_limit', block: ['resources', 'limits'], key: 'pids' },
] as const;

/** Checks the number of replicas, and settings that are made twice. */
export function checkSettings(service: Node, name: string, findings: Findings): void {
  const path = ['services', name];
  const deploy = childOf(service, 'deploy');
  for (const { attribute, block, key } of pairs) {
    const own = childOf(service, attribute);
    const container = block.reduce<Node | undefined>(childOf, deploy);
    if (!own || isZero(own) || !container || container.kind !== 'map') continue;
    const other = childOf(container, key);
    const data = { attribute, other: ['deploy', ...block, key].join('.') };
    const related = [{ span: (other ?? container).span, label: data.other }];
    if (!other) findings.add('settings-half', { span: own.span, path: [...path, attribute], related }, data);
    else if (valueOf(other) !== valueOf(own))
      findings.add('settings-conflict', { span: own.span, path: [...path, attribute], related }, data);
  }
  checkReplicas(service, path, findings);
}

function checkReplicas(service: Node, path: readonly string[], findings: Findings): void {
  const scale = childOf(service, 'scale');
  const replicas = childOf(childOf(service, 'deploy'), 'replicas');
  const data = { attribute: 'scale', other: 'deploy.replicas' };
  if (scale && replicas && valueOf(scale) !== valueOf(replicas)) {
    findings.add(
      'settings-conflict',
      { span: scale.span, path: [...path, 'scale'], related: [{ span: replicas.span, label: data.other }] },
      data,
    );
  }
  for (const [node, at] of [
    [scale, ['scale']],
    [replicas, ['deploy', 'replicas']],
  ] as const) {
    if (node && Number(valueOf(node)) < 0) findings.add('negative-scale', { span: node.span, path: [...path, ...at] });
  }
  const count = scale ?? replicas;
  const containerName = childOf(service, 'container_name');
  if (count && Number(valueOf(count)) > 1 && (stringOf(containerName) ?? '') !== '') {
    const related = [{ span: count.span, label: 'replicas' }];
    findings.add('container-name-scaled', { span: containerName?.span, path: [...path, 'container_name'], related }, { service: path[1] });
  }
}

function valueOf(node: Node): string {
  return node.kind === 'scalar' ? String(node.value) : '';
}

function isZero(node: Node): boolean {
  return valueOf(node) === '0' || valueOf(node) === '';
}
