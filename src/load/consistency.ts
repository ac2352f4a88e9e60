import type { MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { checkDependencyCycles } from './dependency-cycles.ts';
import type { Findings } from './load-context.ts';
import { childOf, entriesAt, isTrueAt, itemsAt, stringAt, stringOf } from './make-node.ts';
import { checkReferences } from './references.ts';
import { checkSettings } from './settings-conflicts.ts';

/** Checks that the active services and the resources fit together. */
export function checkConsistency(model: MapNode, inactive: ReadonlyMap<string, readonly string[]>, findings: Findings): void {
  const services = entriesAt(model, 'services');
  for (const [name, entry] of services) {
    const path = ['services', name];
    const service = entry.value;
    if (!['image', 'build', 'provider'].some((key) => isGiven(childOf(service, key)))) {
      findings.add('no-image-or-build', { span: entry.keySpan, path }, { service: name });
    }
    checkBuild(service, path, findings);
    checkNetworkMode(service, path, findings);
    checkHealthTest(service, path, findings);
    checkWatch(service, path, findings);
    checkMountTargets(service, path, findings);
    checkSettings(service, name, findings);
    checkReferences(service, name, { model, inactive, findings });
  }
  if (services.size === 0 && inactive.size === 0) findings.add('no-services', { span: model.span });
  checkContainerNames(model, findings);
  checkSecrets(model, findings);
  checkDependencyCycles(services, findings);
}

/** Whether an attribute says anything: the empty text does not. */
function isGiven(node: Node | undefined): boolean {
  return node !== undefined && !(node.kind === 'scalar' && (node.value === '' || node.value === null));
}

function checkBuild(service: Node, path: Path, findings: Findings): void {
  const build = childOf(service, 'build');
  const [file, inline] = [childOf(build, 'dockerfile'), childOf(build, 'dockerfile_inline')];
  if (isGiven(file) && isGiven(inline))
    findings.add('dockerfile-twice', { span: inline?.span, path: [...path, 'build', 'dockerfile_inline'] });
  const platform = childOf(service, 'platform');
  const platforms = itemsAt(build, 'platforms').map(stringOf);
  const wanted = stringOf(platform);
  if (platform && wanted !== undefined && wanted !== '' && platforms.length > 0 && !platforms.includes(wanted)) {
    findings.add('platform-not-built', { span: platform.span, path: [...path, 'platform'] }, { platform: wanted });
  }
}

function checkNetworkMode(service: Node, path: Path, findings: Findings): void {
  const mode = childOf(service, 'network_mode');
  const networks = childOf(service, 'networks');
  if (!isGiven(mode) || networks?.kind !== 'map' || networks.entries.size === 0) return;
  findings.add('network-mode-and-networks', {
    span: mode?.span,
    path: [...path, 'network_mode'],
    related: [{ span: networks.span, label: 'networks' }],
  });
}

function checkHealthTest(service: Node, path: Path, findings: Findings): void {
  const [first] = itemsAt(childOf(service, 'healthcheck'), 'test');
  const word = stringOf(first);
  if (first && word !== undefined && !['CMD', 'CMD-SHELL', 'NONE'].includes(word)) {
    findings.add('healthcheck-form', { span: first.span, path: [...path, 'healthcheck', 'test', 0] });
  }
}

function checkWatch(service: Node, path: Path, findings: Findings): void {
  for (const [index, watch] of itemsAt(childOf(service, 'develop'), 'watch').entries()) {
    const action = stringAt(watch, 'action');
    if (action === 'rebuild' || action === 'restart' || (stringAt(watch, 'target') ?? '') !== '') continue;
    findings.add('watch-target-missing', { span: watch.span, path: [...path, 'develop', 'watch', index] }, { action });
  }
}

function checkMountTargets(service: Node, path: Path, findings: Findings): void {
  const known = new Map<string, Node>();
  const claim = (target: string, node: Node, at: Path): void => {
    const earlier = known.get(target);
    if (earlier)
      findings.add('mount-target-twice', { span: node.span, path: at, related: [{ span: earlier.span, label: 'first here' }] }, { target });
    else known.set(target, node);
  };
  for (const [index, item] of itemsAt(service, 'tmpfs').entries()) {
    claim((stringOf(item) ?? '').replace(/:.*/s, ''), item, [...path, 'tmpfs', index]);
  }
  for (const [index, mount] of itemsAt(service, 'volumes').entries())
    claim(stringAt(mount, 'target') ?? '', mount, [...path, 'volumes', index]);
}

function checkContainerNames(model: MapNode, findings: Findings): void {
  const known = new Map<string, { readonly service: string; readonly node: Node }>();
  for (const [service, entry] of entriesAt(model, 'services')) {
    const node = childOf(entry.value, 'container_name');
    const name = stringOf(node);
    if (!node || name === undefined || name === '') continue;
    const other = known.get(name);
    if (other) {
      const related = [{ span: other.node.span, label: 'first here' }];
      findings.add(
        'container-name-twice',
        { span: node.span, path: ['services', service, 'container_name'], related },
        { name, other: other.service },
      );
    } else known.set(name, { service, node });
  }
}

function checkSecrets(model: MapNode, findings: Findings): void {
  for (const [name, { value, keySpan }] of entriesAt(model, 'secrets')) {
    if (isTrueAt(value, 'external') || isGiven(childOf(value, 'file')) || isGiven(childOf(value, 'environment'))) continue;
    findings.add('secret-without-source', { span: keySpan, path: ['secrets', name] }, { name });
  }
}
