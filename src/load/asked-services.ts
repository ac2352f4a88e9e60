import type { MapEntry, MapNode } from '../source/node.ts';
import { leaves } from '../source/node-tools.ts';
import type { LoadContext } from './load-context.ts';
import { entriesAt, mapAt, withEntries, withKey } from './make-node.ts';
import { nearest } from './nearest.ts';

export interface AskedServices {
  readonly model: MapNode;
  /** Services that nothing asked for. */
  readonly unasked: readonly string[];
}

/** Keeps the services that are asked for by name, and what they depend on, as `docker compose up SERVICE` does. No names: all. */
export function keepAskedServices(model: MapNode, names: readonly string[], context: LoadContext): AskedServices {
  const services = mapAt(model, 'services');
  if (names.length === 0 || !services) return { model, unasked: [] };
  const kept = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const service = services.entries.get(name);
    if (kept.has(name) || !service) continue;
    kept.add(name);
    // Links, shared namespaces and volumes_from are dependencies since normalization.
    open.push(...entriesAt(service.value, 'depends_on').keys());
  }
  const unasked = [...services.entries.keys()].filter((name) => !kept.has(name));
  if (unasked.length === 0) return { model, unasked };
  const asked = new Map<string, MapEntry>();
  for (const [name, entry] of services.entries) {
    if (kept.has(name)) asked.set(name, entry);
    else leaveOut(name, entry, context);
  }
  return { model: withKey(model, 'services', withEntries(services, asked)), unasked };
}

/** Reports the names that no service has. */
export function checkAskedServices(model: MapNode, names: readonly string[], { findings }: LoadContext): void {
  const services = entriesAt(model, 'services');
  for (const name of names)
    if (!services.has(name)) findings.add('no-such-service', {}, { service: name, suggestion: nearest(name, [...services.keys()])[0] });
}

function leaveOut(name: string, entry: MapEntry, { consumed }: LoadContext): void {
  for (const leaf of leaves(entry.value, ['services', name]))
    consumed.push({ path: leaf.path, span: leaf.node.span, rule: 'A-64', isUnasked: true });
}
