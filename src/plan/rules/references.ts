import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { publishedTarget } from '../known-ports.ts';
import { podMembers, usesOtherNetwork } from '../pods/pod-of.ts';
import { findHostReferences, type HostReference } from '../references/host-references.ts';
import { rewriteText } from '../references/rewrite.ts';
import { rewriteWords } from '../references/words.ts';
import type { ProjectRule } from '../rule.ts';
import { nameWords } from '../sensitive/name-words.ts';
import type { TextSite } from '../texts.ts';
import { publishesNotReady } from './services.ts';

/** N-09, N-35, N-41, S-15, DIAG-16, DIAG-25, DIAG-26: texts that lean on the machine, on Docker, or on files that are not there. */
export const referencesRule: ProjectRule = {
  name: 'references',
  handles: [],
  apply(context) {
    const known = { networks: networkAddresses(context), addresses: serviceAddresses(context) };
    for (const site of context.texts.sites) {
      if (site.kind === 'label') continue;
      const texts = typeof site.text === 'string' ? [site.text] : site.text;
      texts.forEach((text, word) => {
        for (const found of findHostReferences(text, known)) if (!isRewritten(found, site, word)) report(found, site, context);
      });
    }
    publishedPorts(context);
    for (const service of context.services.values()) secretFiles(service, context);
    const called = new Set(context.checkCalls.values());
    for (const service of context.services.values()) {
      if (called.has(service.key)) readinessCycle(service, context);
      checkCycle(service, context);
      podCycle(service, context);
      nameless(service, context);
    }
  },
};

/** N-09: subnets, gateways and the like of `ipam`. */
function networkAddresses({ project }: PlanContext): readonly string[] {
  const blocks = [...project.networks.values()].flatMap((n) => n.ipam?.config ?? []);
  return blocks.flatMap((b) => [b['subnet'], b['gateway'], b['ip_range']]).filter((text) => typeof text === 'string');
}

/** N-09: fixed addresses, with the names of their services. */
function serviceAddresses({ services }: PlanContext): ReadonlyMap<string, string> {
  return new Map(
    [...services.values()].flatMap(({ service, name }) =>
      Object.values(service.networks ?? {}).flatMap((n) =>
        [n?.ipv4_address, n?.ipv6_address].flatMap((address) => (address === undefined ? [] : [[address, name] as const])),
      ),
    ),
  );
}

/** N-09: the address of a service in host position has given way to its name. */
function isRewritten({ kind, text: address, start, end }: HostReference, site: TextSite, word: number): boolean {
  if (kind !== 'address') return false;
  const renames = new Map([[address, 'a']]);
  const within = (r: { readonly start: number; readonly end: number }): boolean => r.start <= start && end <= r.end;
  if (typeof site.text !== 'string') {
    const { replacements } = rewriteWords(site.text, renames, site.kind === 'check' ? 'check' : 'command');
    return replacements.some((replacement) => replacement.word === word && within(replacement));
  }
  const options = { ...(site.kind === 'file' && { kind: 'file' as const }), ...(site.key !== undefined && { key: site.key }) };
  return rewriteText(site.text, renames, options).replacements.some(within);
}

function report(found: HostReference, site: TextSite, context: PlanContext): void {
  const place = { span: context.ledger.spanAt(site.path), path: formatPath(site.path) };
  const push = (code: 'host-reference' | 'docker-dns-reference' | 'address-reference', data: Record<string, string>): void => {
    const told = { ...data, ...(site.file !== undefined && { file: site.file }) };
    const isKnown = context.diagnostics.some(
      (d) => d.code === code && d.path === place.path && JSON.stringify(d.data) === JSON.stringify(told),
    );
    if (!isKnown) context.diagnostics.push(diagnostic(code, place, told));
  };
  switch (found.kind) {
    case 'docker-host':
      return push('host-reference', { host: found.text, ...publisherOf(found.port, context) });
    case 'docker-dns':
      return push('docker-dns-reference', {});
    case 'network':
      return push('address-reference', { address: found.text });
    case 'address':
      return push('address-reference', { address: found.text, service: found.service ?? '' });
    case 'localhost':
      return site.kind === 'check' ? undefined : localhost(found, site, context);
  }
}

/** DIAG-25: the service that is reached through the host at this port, as `name:port` inside the cluster. */
function publisherOf(port: number | undefined, { services }: PlanContext): { readonly target?: string } {
  for (const { name, service } of services.values()) {
    const published = (service.ports ?? []).find((p) => port !== undefined && p.published === String(port));
    if (published) return { target: `${name}:${published.target}` };
  }
  return {};
}

/** DIAG-25: the port of another service, which inside this container is nobody's. */
function localhost(found: HostReference, site: TextSite, context: PlanContext): void {
  const own = context.services.get(site.service);
  const isOpenHere = own && podMembers(own, context).some((member) => member.ports.list.some((p) => p.port === found.port));
  if (site.kind === 'file' || found.port === undefined || isOpenHere) return;
  const other = [...context.services.values()].find(
    (s) =>
      s !== own &&
      (s.ports.list.some((p) => p.port === found.port) || (s.service.ports ?? []).some((p) => p.published === String(found.port))),
  );
  if (!other) return;
  const target =
    other.ports.list.find((p) => p.port === found.port)?.port ??
    other.service.ports?.find((p) => p.published === String(found.port))?.target;
  context.diagnostics.push(
    diagnostic(
      'localhost-reference',
      { span: context.ledger.spanAt(site.path), path: formatPath(site.path) },
      { service: site.service, port: found.port, ...(!isOrigin(site.key) && { target: `${other.name}:${target ?? found.port}` }) },
    ),
  );
}

/** Whether the variable says where browsers come from, which no service name is. */
function isOrigin(key: string | undefined): boolean {
  return nameWords(key ?? '').some((word) => word === 'CORS' || word === 'ORIGIN' || word === 'ORIGINS');
}

/** DIAG-25: other services call it by the port of the host, where Docker does not answer either. */
function publishedPorts({ texts, services, diagnostics, ledger }: PlanContext): void {
  const seen = new Set<string>();
  for (const reference of texts.references) {
    const { site, port } = reference;
    const called = site.kind === 'label' ? undefined : services.get(reference.to);
    const target = called && publishedTarget(reference, called.service);
    const key = JSON.stringify([site.path, site.file, reference.to, port]);
    if (target === undefined || seen.has(key)) continue;
    seen.add(key);
    diagnostics.push(
      diagnostic(
        'published-port-reference',
        { span: ledger.spanAt(site.path), path: formatPath(site.path) },
        { service: reference.to, name: reference.name, port, target, ...(site.file !== undefined && { file: site.file }) },
      ),
    );
  }
}

/** S-15, DIAG-16: `X_FILE` is configuration, and the file has to be one of the mounted secrets. */
function secretFiles(service: ServicePlan, context: PlanContext): void {
  const targets = new Set(
    (service.service.secrets ?? []).map((s) =>
      s.target === undefined ? `/run/secrets/${s.source}` : s.target.startsWith('/') ? s.target : `/run/secrets/${s.target}`,
    ),
  );
  for (const [name, value] of Object.entries(service.service.environment ?? {})) {
    if (!name.endsWith('_FILE') || value === null || !value.startsWith('/run/secrets/') || targets.has(value)) continue;
    if (service.mounts.some((m) => value === m.target || value.startsWith(`${m.target}/`))) continue;
    const path = [...service.path, 'environment', name];
    context.diagnostics.push(
      diagnostic('file-variable-unmounted', { span: context.ledger.spanAt(path), path: formatPath(path) }, { name, service: service.key }),
    );
  }
}

/** DIAG-27, L-08: a service waits until another is healthy, or done, whose check, in the end, calls the first. */
function readinessCycle(service: ServicePlan, context: PlanContext): void {
  if (context.options.wait === 'none') return;
  for (const key of waitsOf(service)) {
    const checked = checkCalling(service.key, key, context);
    if (checked === undefined) continue;
    const path = [...service.path, 'depends_on', key];
    context.diagnostics.push(
      diagnostic(
        'readiness-cycle',
        { span: context.ledger.spanAt(path), path: formatPath(path) },
        { service: service.key, dependency: key, checked },
      ),
    );
  }
}

/** DIAG-27, H-19: checks that call each other through Services that lead to ready pods only; said once, at the first by name. */
function checkCycle(service: ServicePlan, context: PlanContext): void {
  const chain: string[] = [];
  for (let key: string | undefined = service.key; key !== undefined && !chain.includes(key); key = context.checkCalls.get(key)) {
    const next = context.services.get(key);
    if (!next || key < service.key || publishesNotReady(next, context)) return;
    chain.push(key);
  }
  const last = chain.at(-1);
  const [, called] = chain;
  if (last === undefined || called === undefined || context.checkCalls.get(last) !== service.key) return;
  const path = [...service.path, 'healthcheck', 'test'];
  const place = { span: context.ledger.spanAt(path), path: formatPath(path) };
  context.diagnostics.push(diagnostic('check-cycle', place, { services: chain }));
}

/** DIAG-27, L-08: the pod of a service waits for another one that waits, in the end, for a container of the same pod. */
function podCycle(service: ServicePlan, context: PlanContext): void {
  if (service.pod.members.length === 1 || context.options.wait === 'none') return;
  for (const key of waitsOf(service)) {
    const target = context.services.get(key);
    if (!target || target.pod.owner === service.pod.owner || !podLeadsTo(target, service.pod.owner, context)) continue;
    const path = [...service.path, 'depends_on', key];
    context.diagnostics.push(
      diagnostic(
        'pod-waits-for-itself',
        { span: context.ledger.spanAt(path), path: formatPath(path) },
        { service: service.key, dependency: key, owner: service.pod.owner },
      ),
    );
  }
}

/** What a service does not start without: the health or the end of others. */
function waitsOf({ service }: ServicePlan): readonly string[] {
  return Object.entries(service.depends_on ?? {}).flatMap(([key, { condition, required }]) =>
    condition !== 'service_started' && required ? [key] : [],
  );
}

function podLeadsTo(from: ServicePlan, owner: string, context: PlanContext): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (const service of open) {
    if (service.pod.owner === owner) return true;
    if (seen.has(service.pod.owner)) continue;
    seen.add(service.pod.owner);
    for (const member of podMembers(service, context)) {
      const called = context.checkCalls.get(member.key);
      const next = called === undefined ? waitsOf(member) : [...waitsOf(member), called];
      open.push(...next.flatMap((key) => context.services.get(key) ?? []));
    }
  }
  return false;
}

/** L-21: a container in the network of another has no name in Docker's DNS, and no Service here. */
function nameless(service: ServicePlan, { texts, ledger }: PlanContext): void {
  if (!usesOtherNetwork(service)) return;
  for (const { name, site, by } of texts.toFromOthers(service.key)) {
    if (site.kind === 'label') continue;
    const message = `${name} is no host, in Docker neither: it is in the network of ${service.networkOf}`;
    const host = by === service.networkOf ? 'localhost' : service.networkOf;
    ledger.differs(site.path, 'L-21', message, { level: 'warning', hint: `call ${host}` });
  }
}

/** The service whose check calls `called` and without which `from` does not become ready. */
function checkCalling(called: string, from: string, { services, checkCalls }: PlanContext): string | undefined {
  const seen = new Set([from]);
  for (const key of seen) {
    const next = checkCalls.get(key);
    if (next === called) return key;
    const service = services.get(key);
    for (const one of [...(next === undefined ? [] : [next]), ...(service ? waitsOf(service) : [])]) seen.add(one);
  }
  return undefined;
}
