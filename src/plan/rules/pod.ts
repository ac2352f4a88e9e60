import { parseExtraHost } from '../../value/extra-host.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { accountForJoin } from '../pods/account-join.ts';
import { sharesProcesses } from '../pods/pod-of.ts';
import type { ServiceRule } from '../rule.ts';
import { podAttributes } from './pod.attributes.ts';

/** G-06 and attributes that are fields of the pod: names, namespaces, platform. */
export const podRule: ServiceRule = {
  name: 'pod',
  handles: podAttributes,
  apply(service, context) {
    const { draft } = service;
    draft.pod.set('enableServiceLinks', false, 'G-06');
    draft.pod.set('automountServiceAccountToken', false, 'G-06');
    hostAliases(service, context);
    dnsConfig(service, context);
    platform(service, context);
    runtimeClass(service, context);
    hostNamespaces(service, context);
  },
};

/** N-34, N-35. */
function hostAliases({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const byAddress = new Map<string, string[]>();
  (service.extra_hosts ?? []).forEach((text, i) => {
    const at = [...path, 'extra_hosts', i];
    const parsed = parseExtraHost(text);
    if (!parsed.ok)
      return ledger.refused(at, 'N-34', 'neither a host name nor an address that a pod may have', {
        level: 'error',
        hint: 'write NAME=ADDRESS',
      });
    if (parsed.value.addresses.some((address) => address === 'host-gateway' || address === '172.17.0.1')) {
      return ledger.refused(at, 'N-35', 'there is no host behind a pod that it could call', {
        level: 'error',
        hint: 'make a Service with an EndpointSlice for the address that is meant',
      });
    }
    const name = parsed.value.host.toLowerCase();
    if (!isSubdomain(name)) {
      return ledger.refused(at, 'N-34', `${name} is no host name that a pod may have`, {
        level: 'error',
        hint: 'use letters, digits and hyphens',
      });
    }
    for (const address of parsed.value.addresses) byAddress.set(address, [...(byAddress.get(address) ?? []), name]);
    ledger.exact(
      at,
      'N-34',
      parsed.value.addresses.map((address) => draft.podTarget(pointerTo('/hostAliases', itemWhere('ip', address)))),
    );
  });
  if (byAddress.size > 0)
    draft.pod.set(
      'hostAliases',
      [...byAddress].map(([ip, hostnames]) => ({ ip, hostnames })),
      'N-34',
    );
}

/** RFC 1123. */
function isSubdomain(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
}

function dnsConfig({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const searches = service.dns_search ?? [];
  const options = (service.dns_opt ?? []).map((text) => {
    const [name = '', value] = text.split(':');
    return { name, ...(value !== undefined && { value }) };
  });
  if (searches.length === 0 && options.length === 0) return;
  draft.pod.set('dnsConfig', { ...(searches.length > 0 && { searches }), ...(options.length > 0 && { options }) }, 'B-110');
  if (searches.length > 0)
    ledger.differs([...path, 'dns_search'], 'B-110', "searched after the cluster's own domains", {
      targets: [draft.podTarget('/dnsConfig/searches')],
    });
  if (options.length > 0) ledger.exact([...path, 'dns_opt'], 'B-111', [draft.podTarget('/dnsConfig/options')]);
}

const architectures: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['amd64', 'amd64'],
  ['aarch64', 'arm64'],
  ['arm64', 'arm64'],
  ['arm', 'arm'],
  ['armhf', 'arm'],
  ['386', '386'],
  ['i386', '386'],
  ['ppc64le', 'ppc64le'],
  ['s390x', 's390x'],
  ['riscv64', 'riscv64'],
]);

/** B-020: nodes do not emulate; without a node of this kind the pod stays Pending. */
function platform({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  if (service.platform === undefined || service.platform === '') return;
  const [first = '', second] = service.platform.toLowerCase().split('/');
  const [os, arch] = second === undefined && architectures.has(first) ? ['linux', first] : [first, second];
  const selector = { 'kubernetes.io/os': os, ...(arch !== undefined && { 'kubernetes.io/arch': architectures.get(arch) ?? arch }) };
  draft.pod.set('nodeSelector', selector, 'B-020');
  ledger.differs([...path, 'platform'], 'B-020', 'runs on nodes of this platform only: there is no emulation', {
    targets: Object.keys(selector).map((key) => draft.podTarget(pointerTo('/nodeSelector', key))),
  });
}

/** The name of an object (RFC 1123). */
const objectNamePattern = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** B-023. */
function runtimeClass({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const name = service.runtime;
  if (name === undefined) return;
  const at = [...path, 'runtime'];
  if (name === 'runc' || name === 'io.containerd.runc.v2') return ledger.exact(at, 'B-023');
  if (!objectNamePattern.test(name)) {
    return ledger.refused(at, 'B-023', `no RuntimeClass can be called ${name}: the pods run with the default runtime of their node`, {
      hint: 'write the name of a RuntimeClass of the cluster',
    });
  }
  draft.pod.set('runtimeClassName', name, 'B-023');
  ledger.differs(at, 'B-023', 'a RuntimeClass of this name must exist', { targets: [draft.podTarget('/runtimeClassName')] });
  ledger.require({ rule: 'B-023', message: `the RuntimeClass ${name} exists`, command: `kubectl get runtimeclass ${name}` });
}

/** B-175, B-176. */
function hostNamespaces(plan: ServicePlan, context: PlanContext): void {
  const { service, path, draft } = plan;
  const { ledger } = context;
  for (const [attribute, field, rule] of [
    ['ipc', 'hostIPC', 'B-175'],
    ['pid', 'hostPID', 'B-176'],
  ] as const) {
    const mode = service[attribute];
    if (mode === undefined) continue;
    const at = [...path, attribute];
    if (mode === 'host') {
      draft.pod.set(field, true, rule);
      ledger.differs(at, rule, 'Pod Security allows it at its privileged level only', {
        level: 'warning',
        targets: [draft.podTarget(`/${field}`)],
      });
    } else if (mode === 'shareable' || mode === 'private' || mode === '') ledger.exact(at, rule);
    else if (mode === 'none') ledger.refused(at, rule, 'a pod has shared memory of its own', { level: 'error', hint: 'leave it out' });
    else if (accountForJoin(plan, attribute, context) && attribute === 'pid' && sharesProcesses(plan, context))
      draft.pod.set('shareProcessNamespace', true, 'L-22');
  }
}
