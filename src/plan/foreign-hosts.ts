import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../load/nearest.ts';
import type { Project } from '../model/project.ts';
import type { AliasTable } from './aliases.ts';
import type { PlanContext } from './context.ts';
import { findSingleLabelHosts } from './references/unknown-hosts.ts';
import { definedUpstreams } from './references/scan.ts';
import type { TextSite } from './texts.ts';
import { k8sName } from '../value/kube-name.ts';

/** A host that a service calls and that nothing in the project answers for. */
export interface ForeignHost {
  readonly host: string;
  readonly by: string;
}

/** N-39: hosts that services on external networks call there; every other host of one label would be nobody's in Docker, too. */
export function foreignHosts(project: Project, aliases: AliasTable, sites: readonly TextSite[]): readonly ForeignHost[] {
  const found = new Map<string, ForeignHost>();
  for (const site of sites) {
    const service = project.services.get(site.service);
    if (!service || site.kind === 'label' || externalNetworks(site.service, project).length === 0) continue;
    const own = new Set((service.extra_hosts ?? []).map((item) => item.split(/[=:]/)[0]?.toLowerCase()));
    const texts = typeof site.text === 'string' ? [site.text] : site.text;
    for (const host of texts.flatMap((text) => hostsIn(text, site))) {
      const lower = host.toLowerCase();
      if (project.services.has(host) || aliases.has(lower) || own.has(lower)) continue;
      found.set(JSON.stringify([site.service, lower]), { host, by: site.service });
    }
  }
  return [...found.values()];
}

/** What a file defines itself, as nginx's `upstream` does, is no host. */
function hostsIn(text: string, { kind, key }: TextSite): readonly string[] {
  const own = kind === 'file' ? definedUpstreams(text) : new Set<string>();
  return findSingleLabelHosts(text, key).filter((host) => !own.has(host.toLowerCase()));
}

/** External networks of a service that are none of the engine itself, by key. */
export function externalNetworks(key: string, { services, networks }: Project): readonly string[] {
  const own = Object.keys(services.get(key)?.networks ?? {});
  return own.filter((network) => {
    const found = networks.get(network);
    return found?.external === true && found.name !== 'host' && found.name !== 'none';
  });
}

/** The namespace that the peers on an external network live in, by the key of the network or its name (N-39). */
export function namespaceOf(network: string, { networks }: Project, namespaces: Readonly<Record<string, string>>): string | undefined {
  const name = networks.get(network)?.name ?? network;
  const key = [network, name].find((one) => Object.hasOwn(namespaces, one));
  return key === undefined ? undefined : namespaces[key];
}

/** N-39: a network that is not there has no peers anywhere. */
export function checkNetworkNamespaces({ project, options, diagnostics }: PlanContext): void {
  const known = [...project.networks].flatMap(([key, { external, name }]) => (external ? [key, name] : []));
  for (const network of Object.keys(options.networkNamespaces).filter((one) => !known.includes(one))) {
    diagnostics.push(
      diagnostic('namespace-for-unknown-network', { span: project.tree.span }, { network, suggestion: nearest(network, known)[0] }),
    );
  }
}

/**
 * N-39: `name.namespace` for hosts that no service of the project answers for, where the caller is on one external network
 * and that one has a namespace: nothing else could answer for them.
 */
export function foreignNames(
  project: Project,
  hosts: readonly ForeignHost[],
  namespaces: Readonly<Record<string, string>>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const names = new Map<string, Map<string, string>>();
  for (const { host, by } of hosts) {
    const [network, ...others] = externalNetworks(by, project);
    const namespace = network === undefined || others.length > 0 ? undefined : namespaceOf(network, project, namespaces);
    if (namespace === undefined) continue;
    names.set(by, (names.get(by) ?? new Map<string, string>()).set(host, `${k8sName(host)}.${namespace}`));
  }
  return names;
}
