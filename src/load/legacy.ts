import type { MapEntry, MapNode, Node } from '../source/node.ts';
import type { Findings } from './load-context.ts';
import { childOf, isNull, makeMap, mapAt, withEntries, withKey, withoutKeys } from './make-node.ts';

/** Attributes of `deploy` that people often write directly under the service. */
const deployAttributes = ['restart_policy', 'replicas', 'resources', 'placement', 'update_config'] as const;

/** Reads a slip that Docker Compose rejects as it was meant: `restart_policy` and its like move under `deploy`. */
export function moveUnderDeploy(document: MapNode, findings: Findings): MapNode {
  const services = mapAt(document, 'services');
  if (!services) return document;
  let moved: Map<string, MapEntry> | undefined;
  for (const [name, entry] of services.entries) {
    if (entry.value.kind !== 'map') continue;
    const value = moveInService(entry.value, name, findings);
    if (value !== entry.value) (moved ??= new Map(services.entries)).set(name, { ...entry, value });
  }
  return moved ? withKey(document, 'services', withEntries(services, moved)) : document;
}

function moveInService(service: MapNode, name: string, findings: Findings): MapNode {
  const misplaced = deployAttributes.filter((attribute) => service.entries.has(attribute));
  const deploy = childOf(service, 'deploy');
  if (misplaced.length === 0 || (deploy && deploy.kind !== 'map' && !isNull(deploy))) return service;
  const entries = new Map<string, MapEntry>(deploy?.kind === 'map' ? deploy.entries : []);
  let span = deploy?.span;
  for (const attribute of misplaced) {
    const entry = service.entries.get(attribute);
    if (!entry) continue;
    const path = ['services', name, attribute];
    const known = entries.get(attribute);
    if (known)
      findings.add(
        'deploy-attribute-twice',
        { span: entry.keySpan, path, related: [{ span: known.keySpan, label: 'also here' }] },
        { attribute },
      );
    else findings.add('deploy-attribute-misplaced', { span: entry.keySpan, path }, { attribute });
    entries.set(attribute, entry);
    span ??= entry.value.span;
  }
  const merged: Node | undefined = deploy?.kind === 'map' ? withEntries(deploy, entries) : span && makeMap(entries, span);
  if (!merged) return service;
  return withKey(withoutKeys(service, ...misplaced), 'deploy', merged, service.entries.get('deploy')?.keySpan);
}

/**
 * The first service of a file in the version-1 layout, with services at the top (DIAG-05);
 * undefined for any other layout.
 */
export function firstVersionOneService(document: MapNode): readonly [string, MapEntry] | undefined {
  if (document.entries.has('services')) return undefined;
  return [...document.entries].find(([, { value }]) => value.kind === 'map' && (value.entries.has('image') || value.entries.has('build')));
}
