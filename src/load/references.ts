import type { MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import type { Findings } from './load-context.ts';
import { childOf, entriesAt, isTrueAt, itemsAt, stringAt, stringOf } from './make-node.ts';
import { nearest } from './nearest.ts';

interface References {
  readonly model: MapNode;
  readonly inactive: ReadonlyMap<string, readonly string[]>;
  readonly findings: Findings;
}

/** Checks that everything that a service names exists (DIAG-10, DIAG-11). */
export function checkReferences(service: Node, name: string, references: References): void {
  const path = ['services', name];
  const resource = (kind: string, wanted: string, node: Node, at: Path): void => {
    const known = entriesAt(references.model, `${kind.replace('build ', '')}s`);
    if (known.has(wanted)) return;
    const [suggestion] = nearest(wanted, [...known.keys()]);
    references.findings.add('undefined-resource', { span: node.span, path: at }, { service: name, kind, name: wanted, suggestion });
  };
  for (const kind of ['network', 'model'] as const) {
    // Networks beside a network mode are an error of their own.
    if (kind === 'network' && childOf(service, 'network_mode')) continue;
    for (const [key, entry] of entriesAt(service, `${kind}s`)) {
      resource(kind, key, { ...entry.value, span: entry.keySpan }, [...path, `${kind}s`, key]);
    }
  }
  for (const [index, mount] of itemsAt(service, 'volumes').entries()) {
    const source = childOf(mount, 'source');
    const volume = stringOf(source);
    if (!source || volume === undefined || volume === '' || stringAt(mount, 'type') !== 'volume') continue;
    resource('volume', volume, source, [...path, 'volumes', index, 'source']);
  }
  for (const kind of ['secret', 'config'] as const) files(kind, service, [...path, `${kind}s`], resource);
  files('build secret', childOf(service, 'build'), [...path, 'build', 'secrets'], resource);
  checkDependencies(service, name, references);
  checkContexts(service, path, references);
}

function files(
  kind: string,
  owner: Node | undefined,
  path: Path,
  resource: (kind: string, name: string, node: Node, at: Path) => void,
): void {
  for (const [index, item] of itemsAt(owner, `${kind.replace('build ', '')}s`).entries()) {
    const source = childOf(item, 'source');
    resource(kind, stringOf(source) ?? '', source ?? item, [...path, index, 'source']);
  }
}

/** `depends_on` covers what `links`, `network_mode` and the like imply: those dependencies stand where they were written. */
function checkDependencies(service: Node, name: string, { model, inactive, findings }: References): void {
  const services = entriesAt(model, 'services');
  for (const [target, entry] of entriesAt(service, 'depends_on')) {
    if (services.has(target)) continue;
    const place = { span: entry.keySpan, path: ['services', name, 'depends_on', target] };
    const profiles = inactive.get(target);
    if (profiles) {
      if (isTrueAt(entry.value, 'required')) findings.add('inactive-dependency', place, { service: name, target, profiles });
      continue;
    }
    const [suggestion] = nearest(target, [...services.keys(), ...inactive.keys()]);
    findings.add('undefined-service', place, { service: name, target, attribute: 'depends_on', suggestion });
  }
}

function checkContexts(service: Node, path: Path, { model, findings }: References): void {
  const services = entriesAt(model, 'services');
  for (const [key, { value }] of entriesAt(childOf(service, 'build'), 'additional_contexts')) {
    const context = stringOf(value);
    if (!context?.startsWith('service:')) continue;
    const target = context.slice('service:'.length);
    if (childOf(services.get(target)?.value, 'build')) continue;
    findings.add('context-not-buildable', { span: value.span, path: [...path, 'build', 'additional_contexts', key] }, { target });
  }
}
