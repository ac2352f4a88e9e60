import type { Ledger } from '../ledger/ledger.ts';
import type { KubeObject } from './kubernetes.ts';
import { safeSince } from './sysctls.ts';

/** The levels of the Pod Security Standards, the strictest last. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** The highest level that a pod meets, and what the next one forbids or asks for (SEC-19). */
export interface PodSecurity {
  readonly level: PodSecurityLevel;
  readonly blockers: readonly string[];
}

interface Container {
  readonly securityContext?: {
    readonly privileged?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly seLinuxOptions?: { readonly type?: string; readonly user?: string; readonly role?: string };
    readonly seccompProfile?: { readonly type: string };
    readonly appArmorProfile?: { readonly type: string };
  };
  readonly ports?: readonly { readonly hostPort?: number }[];
}

interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: { readonly type: string };
    readonly sysctls?: readonly { readonly name: string }[];
  };
  readonly volumes?: readonly object[];
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface PodTemplate {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

/** Capabilities that the level baseline lets a container add. */
const baselineCapabilities: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(' '),
);
const baselineSeLinuxTypes: ReadonlySet<string> = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);
const restrictedVolumes: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

/** SEC-19, for a pod as the API server gets it. */
export function podSecurityOf(template: PodTemplate): PodSecurity {
  const containers = [...template.spec.containers, ...(template.spec.initContainers ?? [])];
  const baseline = unique([...againstBaseline(template), ...containers.flatMap(containerAgainstBaseline)]);
  if (baseline.length > 0) return { level: 'privileged', blockers: baseline };
  const restricted = unique([
    ...containers.flatMap((container) => againstRestricted(container, template.spec)),
    ...volumesAgainstRestricted(template.spec),
  ]);
  return restricted.length > 0 ? { level: 'baseline', blockers: restricted } : { level: 'restricted', blockers: [] };
}

function againstBaseline({ metadata, spec }: PodTemplate): readonly string[] {
  const annotations = Object.entries(metadata?.annotations ?? {});
  return [
    ...(['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field] === true),
    ...((spec.volumes ?? []).some((volume) => Object.hasOwn(volume, 'hostPath')) ? ['hostPath'] : []),
    ...(spec.securityContext?.seccompProfile?.type === 'Unconfined' ? ['seccomp Unconfined'] : []),
    ...(annotations.some(([key, value]) => key.startsWith(appArmorAnnotation) && value === 'unconfined') ? ['AppArmor unconfined'] : []),
    ...(spec.securityContext?.sysctls ?? []).filter(({ name }) => safeSince(name) === undefined).map(({ name }) => `sysctl ${name}`),
  ];
}

function containerAgainstBaseline({ securityContext = {}, ports = [] }: Container): readonly string[] {
  const { privileged, capabilities, seLinuxOptions: seLinux, seccompProfile, appArmorProfile } = securityContext;
  return [
    ...(privileged === true ? ['privileged'] : []),
    ...(ports.some(({ hostPort }) => hostPort !== undefined) ? ['hostPort'] : []),
    ...(capabilities?.add ?? []).filter((name) => !baselineCapabilities.has(name)).map((name) => `capability ${name}`),
    ...(seLinux && (!baselineSeLinuxTypes.has(seLinux.type ?? '') || seLinux.user || seLinux.role) ? ['seLinuxOptions'] : []),
    ...(seccompProfile?.type === 'Unconfined' ? ['seccomp Unconfined'] : []),
    ...(appArmorProfile?.type === 'Unconfined' ? ['AppArmor unconfined'] : []),
  ];
}

function againstRestricted({ securityContext = {} }: Container, { securityContext: pod = {} }: PodSpec): readonly string[] {
  const { capabilities } = securityContext;
  return [
    ...((securityContext.runAsUser ?? pod.runAsUser) === 0 ? ['a user other than root'] : []),
    ...((securityContext.runAsNonRoot ?? pod.runAsNonRoot) === true ? [] : ['runAsNonRoot']),
    ...(securityContext.allowPrivilegeEscalation === false ? [] : ['allowPrivilegeEscalation: false']),
    ...(capabilities?.drop?.includes('ALL') === true ? [] : ['capabilities drop ALL']),
    ...(capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE').map((name) => `no capability ${name}`),
  ];
}

function volumesAgainstRestricted({ volumes = [] }: PodSpec): readonly string[] {
  const types = volumes.flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
  return types.filter((type) => !restrictedVolumes.has(type)).map((type) => `no ${type} volume`);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function templateOf({ kind, spec }: KubeObject): PodTemplate {
  const holder = kind === 'CronJob' ? (spec as { readonly jobTemplate: { readonly spec: unknown } }).jobTemplate.spec : spec;
  return (holder as { readonly template: PodTemplate }).template;
}

/** Where the template of the pods stands in a workload. */
function templatePointer({ kind }: KubeObject): string {
  return kind === 'CronJob' ? '/spec/jobTemplate/spec/template' : '/spec/template';
}

/** States the level of every workload, those that are alike together. */
export function statePodSecurity(workloads: readonly KubeObject[], owners: ReadonlyMap<string, string>, ledger: Ledger): void {
  const alike = new Map<string, { security: PodSecurity; objects: KubeObject[] }>();
  for (const object of workloads) {
    const security = podSecurityOf(templateOf(object));
    const id = JSON.stringify(security);
    const known = alike.get(id);
    if (known) known.objects.push(object);
    else alike.set(id, { security, objects: [object] });
  }
  for (const { security, objects } of alike.values()) {
    const services = [...new Set(objects.map((o) => owners.get(`${o.kind}/${o.metadata.name}`) ?? o.metadata.name))].join(', ');
    ledger.add({
      rule: 'SEC-19',
      message: `Pod Security level ${security.level}: ${services}${blockerText(security)}`,
      targets: objects.map((o) => ({
        object: { kind: o.kind, name: o.metadata.name },
        pointer: `${templatePointer(o)}/spec/securityContext`,
      })),
    });
  }
}

function blockerText({ level, blockers }: PodSecurity): string {
  if (level === 'privileged') return `; baseline forbids ${blockers.join(', ')}`;
  return level === 'baseline' ? `; restricted asks for ${blockers.join(', ')}` : '';
}
