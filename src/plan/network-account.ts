import type { Network } from '../model/project.ts';
import type { Target } from '../ledger/entry.ts';
import type { ServiceNetwork } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';
import { itemWith, pointerTo, valueAt } from '../value/json-pointer.ts';
import { canBeServiceName } from './aliases.ts';
import { objectAnnotations } from './annotations.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { externalNetworks, namespaceOf } from './foreign-hosts.ts';
import { isAnswered, nameMessage } from './host-names.ts';
import { labelDomain } from './labels.ts';
import { isInternalOnly, isLoopback, networkMarks, networksOf, specialDriver } from './networks.ts';

/** What became of `networks` of a service (B-099…B-103). */
export function accountForServiceNetworks(service: ServicePlan, needed: boolean, context: PlanContext): void {
  const { ledger } = context;
  for (const [network, settings] of Object.entries(service.service.networks ?? {})) {
    const at = [...service.path, 'networks', network];
    const special = specialDriver(network, context.project);
    if (special === 'host') {
      const details = {
        level: 'warning' as const,
        targets: [service.draft.podTarget('/hostNetwork'), service.draft.podTarget('/dnsPolicy')],
      };
      ledger.differs(at, 'N-33', 'the network of the node, which Pod Security allows at its privileged level only', details);
    } else if (special === 'none')
      ledger.differs(at, 'N-33', 'the pod has an interface, and a policy lets nothing through', {
        targets: [{ object: { kind: 'NetworkPolicy', name: service.pod.name }, pointer: '/spec/policyTypes' }],
      });
    else if (needed)
      ledger.differs(at, 'N-29', 'a label of the pods and a NetworkPolicy', {
        targets: networkTargets(service, network, context),
      });
    else ledger.exact(at, 'N-28');
    for (const key of Object.keys(settings ?? {})) accountForSetting(service, settings ?? {}, key, [...at, key], context);
  }
}

/** N-29: the label of the pods by which they are let in, and the parts of their policy that are about it. */
function networkTargets(service: ServicePlan, network: string, context: PlanContext): readonly Target[] {
  const mark = `${labelDomain}/${networkMarks(context.project).get(network)}`;
  const policy = { kind: 'NetworkPolicy', name: service.pod.name };
  const peer = itemWith(pointerTo('podSelector/matchLabels', mark));
  const lists = ['/spec/ingress/0/from', '/spec/egress/0/to'];
  return [
    service.draft.target(pointerTo(`${service.draft.templatePointer}/metadata/labels`, mark)),
    ...lists.map((list) => ({ object: policy, pointer: pointerTo(list, peer) })),
  ];
}

function accountForSetting(service: ServicePlan, settings: ServiceNetwork, key: string, path: Path, context: PlanContext): void {
  const { ledger } = context;
  if (key === 'aliases') return accountForAliases(service, settings.aliases ?? [], path, context);
  if (key.startsWith('x-')) return ledger.notApplicable(path, 'B-006', 'an extension that no part of this tool reads');
  if (key === 'priority' || key === 'gw_priority') return ledger.notApplicable(path, 'B-103', 'a pod has one interface');
  if (key === 'ipv4_address' || key === 'ipv6_address') {
    return ledger.refused(path, 'B-101', 'addresses of pods are given by the cluster', { hint: `call ${service.name} by name` });
  }
  ledger.refused(path, 'B-102', 'the network plugin of the cluster decides', { hint: 'Multus gives pods further interfaces' });
}

/** N-02. */
function accountForAliases(service: ServicePlan, aliases: readonly string[], path: Path, context: PlanContext): void {
  const { ledger, project } = context;
  aliases.forEach((alias, i) => {
    const at = [...path, i];
    const own = context.aliases.get(alias.toLowerCase());
    if (alias === service.key) return ledger.exact(at, 'N-02');
    if (own?.isServiceName && project.services.has(own.name)) {
      return ledger.differs(at, 'N-02', `${alias} is the service ${own.name} to everybody`, {
        level: 'warning',
        hint: 'use the name of one service for that service only',
      });
    }
    if (isAnswered(alias, context)) return ledger.differs(at, 'N-02', nameMessage(alias, context.aliasServices));
    if (canBeServiceName(alias)) {
      const hint = `--all-aliases makes one, if a setting of an image or the data of a program names ${alias}`;
      return ledger.differs(at, 'N-02', 'no text of the project uses it, so no Service is made', { hint });
    }
    ledger.differs(
      at,
      'N-02',
      `no Service can be called ${alias}, and no text of the project uses it: who knows it from elsewhere finds nothing`,
      {
        level: 'warning',
        hint: `where a setting of an image or the data of a program names ${alias}, set it to ${service.name}`,
      },
    );
  });
}

/** What became of top-level `networks` (B-220…B-228). */
export function accountForNetworks(needed: boolean, marks: ReadonlyMap<string, string>, context: PlanContext): void {
  for (const [key, network] of context.project.networks) {
    const users = [...context.services.values()].filter((s) => networksOf(s).includes(key));
    accountForNetwork(key, network, { marks, users, needed }, context);
  }
}

interface Use {
  readonly marks: ReadonlyMap<string, string>;
  readonly users: readonly ServicePlan[];
  readonly needed: boolean;
}

function accountForNetwork(key: string, network: Network, use: Use, context: PlanContext): void {
  const { marks, users, needed } = use;
  const { ledger, project } = context;
  const at = ['networks', key];
  const isMarked = needed && users.length > 0 && specialDriver(key, project) === undefined;
  ledger.differs(
    [...at, 'name'],
    'B-220',
    isMarked ? `pods on it carry the label ${labelDomain}/${marks.get(key)}` : 'networks are no objects of a cluster',
  );
  accountForDriver(key, network, at, { ledger, project });
  if (network.ipam) {
    if (Object.keys(network.ipam).length === 0) ledger.notApplicable([...at, 'ipam'], 'B-223', 'addresses are given by the cluster');
    else
      ledger.refused([...at, 'ipam'], 'B-223', 'addresses are given by the cluster', {
        hint: 'call services by their names, and allow the pod network of the cluster where a subnet is named',
      });
  }
  if (network.external !== undefined && specialDriver(key, project) === undefined) {
    accountForExternal(key, at, use, context);
  } else if (network.external !== undefined) ledger.differs([...at, 'external'], 'N-33', 'a network of the engine itself');
  if (network.internal === true) {
    const message = isMarked
      ? 'services on internal networks only reach each other and DNS, where the network plugin enforces policies'
      : 'no active service is on it';
    const egress = ['/spec/policyTypes/1', '/spec/egress/1'];
    const closed = isMarked ? users.filter((user) => isInternalOnly(user, context)) : [];
    ledger.differs([...at, 'internal'], 'N-30', message, {
      targets: closed.flatMap(({ pod }) => egress.map((pointer) => ({ object: { kind: 'NetworkPolicy', name: pod.name }, pointer }))),
    });
  } else if (network.internal === false) ledger.exact([...at, 'internal'], 'N-30');
  if (network.attachable !== undefined) ledger.notApplicable([...at, 'attachable'], 'B-226', 'any pod can be reached');
  if (network.enable_ipv6 !== undefined) {
    if (network.enable_ipv6)
      ledger.differs([...at, 'enable_ipv6'], 'B-227', 'Services have IPv6 addresses too where the cluster is dual-stack', {
        targets: context.objects.list.flatMap(({ object, service }) =>
          users.some((user) => user.key === service) && valueAt(object, '/spec/ipFamilyPolicy') !== undefined
            ? [{ object: { kind: object.kind, name: object.metadata.name }, pointer: '/spec/ipFamilyPolicy' }]
            : [],
        ),
      });
    else ledger.exact([...at, 'enable_ipv6'], 'B-227');
  }
  if (network.enable_ipv4 === true) ledger.exact([...at, 'enable_ipv4'], 'B-227');
  else if (network.enable_ipv4 === false)
    ledger.refused([...at, 'enable_ipv4'], 'B-227', 'the cluster decides whether pods have IPv4', { hint: 'a cluster with IPv6 only' });
  accountForLabels(network, at, isMarked ? users : [], { ledger, project });
}

/** N-39. */
function accountForExternal(key: string, at: Path, { users, needed }: Use, { foreign, ledger, project, options }: PlanContext): void {
  const namespace = namespaceOf(key, project, options.networkNamespaces);
  const hasPolicy = (needed || options.isolate) && users.length > 0;
  const callers = foreign.filter(({ by }) => users.some((user) => user.key === by));
  const isRewritten = (by: string): boolean => namespace !== undefined && externalNetworks(by, project).length === 1;
  const left = callers.filter(({ by }) => !isRewritten(by)).map(({ host, by }) => `${host} (${by})`);
  const guests = namespace === undefined ? 'every namespace' : `the namespace ${namespace}`;
  const parts = [
    `who else is on it lives in ${namespace === undefined ? 'another namespace' : `the namespace ${namespace}`}`,
    hasPolicy ? `the policies of its services let ${guests} in` : 'no policy keeps them out',
    ...(left.length > 0 ? [`hosts that nothing here answers for: ${left.join(', ')}`] : []),
  ];
  const hint = `--network-namespace ${key}=NAMESPACE, which calls them HOST.NAMESPACE`;
  const lists = ['/spec/ingress/0/from', '/spec/egress/0/to'];
  const policies = users.map(({ pod }) => ({ kind: 'NetworkPolicy', name: pod.name }));
  ledger.differs([...at, 'external'], 'N-39', parts.join('; '), {
    targets: policies.flatMap((object) => lists.map((list) => ({ object, pointer: pointerTo(list, itemWith('namespaceSelector')) }))),
    ...(namespace === undefined || left.length > 0 ? { level: 'warning' as const } : {}),
    ...(namespace === undefined ? { hint } : left.length > 0 ? { hint: 'call them HOST.NAMESPACE' } : {}),
  });
}

/** B-221, B-222. */
function accountForDriver(
  key: string,
  { driver, driver_opts: options }: Network,
  at: Path,
  { ledger, project }: Pick<PlanContext, 'ledger' | 'project'>,
): void {
  if (driver !== undefined && specialDriver(key, project) !== undefined)
    ledger.differs([...at, 'driver'], 'N-33', 'a network of the engine itself');
  else if (driver !== undefined && ['bridge', 'overlay', 'default', 'nat', ''].includes(driver))
    ledger.notApplicable([...at, 'driver'], 'B-221', 'pods of a cluster reach each other across nodes');
  else if (driver !== undefined)
    ledger.refused([...at, 'driver'], 'B-221', `pods have no ${driver} interface`, {
      level: 'error',
      hint: 'a secondary network by Multus',
    });
  if (options && Object.keys(options).length === 0)
    return ledger.notApplicable([...at, 'driver_opts'], 'B-222', 'the network plugin of the cluster decides');
  for (const [option, value] of Object.entries(options ?? {})) {
    const path = [...at, 'driver_opts', option];
    if (option.endsWith('.host_binding_ipv4') && isLoopback(value))
      ledger.differs(path, 'B-222', 'ports that services on it publish are open inside the cluster only');
    else
      ledger.refused(path, 'B-222', 'the network plugin of the cluster decides', {
        hint: 'set it for all pods, where the plugin is configured',
      });
  }
}

/** B-228. */
function accountForLabels(
  { labels }: Network,
  at: Path,
  users: readonly ServicePlan[],
  { ledger, project }: Pick<PlanContext, 'ledger' | 'project'>,
): void {
  if (!labels) return;
  const targets = users.map((s) => ({ object: { kind: 'NetworkPolicy', name: s.pod.name }, pointer: '/metadata/annotations' }));
  const message =
    users.length > 0 ? 'annotations of the NetworkPolicies of its services' : 'no NetworkPolicy is made that could carry them';
  ledger.differs([...at, 'labels'], 'B-228', message, { targets });
  if (users.length > 0)
    for (const label of objectAnnotations(labels, [...at, 'labels'], project).refused)
      ledger.refused([...at, 'labels', label], 'B-228', 'no annotation may hold it', { hint: 'a key such as example.com/name' });
}
