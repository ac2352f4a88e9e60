import { groupNumberOf } from '../../image/resolve.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { hardeningOf } from '../hardening.ts';
import { isPrivileged, opensTunnel } from '../host-devices.ts';
import { locksMemory } from '../ulimits.ts';
import type { ServiceRule } from '../rule.ts';
import { securityAttributes } from './security.attributes.ts';

/** SEC-05…SEC-12: privileges of the container. */
export const securityRule: ServiceRule = {
  name: 'security',
  handles: securityAttributes,
  apply(service, context) {
    capabilities(service, context);
    const { service: source, path, draft } = service;
    const { ledger } = context;
    if (source.privileged !== undefined) {
      const at = [...path, 'privileged'];
      if (source.privileged) {
        ledger.differs(
          at,
          'SEC-07',
          'opens the devices of whichever node the pod runs on; Pod Security allows it at its privileged level only',
          {
            level: 'warning',
            targets: [draft.containerTarget('/securityContext/privileged')],
          },
        );
      } else ledger.exact(at, 'SEC-07');
    }
    if (isPrivileged(source, context.options)) draft.containerSecurity.set('privileged', true, 'SEC-07');
    if (source.read_only !== undefined) {
      if (source.read_only) draft.containerSecurity.set('readOnlyRootFilesystem', true, 'B-140');
      ledger.exact(
        [...path, 'read_only'],
        'B-140',
        source.read_only ? [draft.containerTarget('/securityContext/readOnlyRootFilesystem')] : [],
      );
    }
    seLinux(service, context);
    (source.security_opt ?? []).forEach((option, i) => securityOption(option, i, service, context));
    groups(service, context);
    const profile = (source.security_opt ?? []).map(splitOption).findLast(([name]) => name === 'seccomp')?.[1];
    draft.podSecurity.set('seccompProfile', { type: profile === 'unconfined' ? 'Unconfined' : 'RuntimeDefault' }, 'SEC-09');
  },
};

/** SEC-06: Kubernetes adds the prefix; a name that has it is dropped in silence by containerd 2.1. */
function capabilities(plan: ServicePlan, context: PlanContext): void {
  const { service, path, draft } = plan;
  const { ledger, options } = context;
  const names = (list: readonly string[]): string[] => [...new Set(list.map((c) => c.toUpperCase().replace(/^CAP_/, '')))];
  const { keep } = hardeningOf(plan, context);
  const add = names([
    ...(service.cap_add ?? []),
    // SEC-16: this capability lifts the limit on locked memory.
    ...(locksMemory(plan) ? ['IPC_LOCK'] : []),
    ...(opensTunnel(service, options) ? ['NET_ADMIN'] : []),
    ...(keep ?? []),
  ]);
  const drop = keep ? ['ALL'] : names(service.cap_drop ?? []);
  if (add.length + drop.length > 0) {
    draft.containerSecurity.set('capabilities', { ...(add.length > 0 && { add }), ...(drop.length > 0 && { drop }) }, 'SEC-05');
  }
  if (service.cap_add) ledger.exact([...path, 'cap_add'], 'SEC-05', [draft.containerTarget('/securityContext/capabilities/add')]);
  if (service.cap_drop) ledger.exact([...path, 'cap_drop'], 'SEC-05', [draft.containerTarget('/securityContext/capabilities/drop')]);
  if ((service.cap_add || service.cap_drop) && ![...add, ...drop].includes('ALL')) {
    ledger.add({
      rule: 'SEC-05',
      message:
        "a container begins with the capabilities that the runtime of the node gives: containerd's are those of Docker, CRI-O leaves out NET_RAW, MKNOD, SYS_CHROOT and others",
      targets: [draft.containerTarget('/securityContext/capabilities')],
      optOut: 'cap_drop: [ALL], and under cap_add what is needed',
    });
  }
}

function securityOption(option: string, index: number, service: ServicePlan, context: PlanContext): void {
  const at = [...service.path, 'security_opt', index];
  const { ledger } = context;
  const [name = '', value = ''] = splitOption(option);
  if (isOutdone(name, index, service)) return ledger.differs(at, 'B-171', `a later option ${name} decides, as in Docker`);
  switch (name) {
    case 'no-new-privileges':
      return noNewPrivileges(value, at, service, context);
    case 'seccomp':
      if (value === 'unconfined' || value === 'builtin')
        return ledger.exact(at, 'SEC-09', [service.draft.podTarget('/securityContext/seccompProfile')]);
      return ledger.refused(at, 'SEC-09', 'a seccomp profile of its own would have to exist on every node', {
        level: 'error',
        hint: 'install the profile on the nodes, or use the default one',
      });
    case 'apparmor':
      return appArmor(value, at, service, context);
    case 'label':
      return;
    case 'systempaths':
      return ledger.refused(at, 'SEC-12', 'no field of Kubernetes 1.28 opens the paths of /proc and /sys that containers do not see', {
        level: 'error',
        hint: 'privileged: true opens them, and every device of the node',
      });
    case 'credentialspec':
      return ledger.refused(at, 'SEC-12', 'Windows credentials need a GMSACredentialSpec object', {
        level: 'error',
        hint: 'securityContext.windowsOptions.gmsaCredentialSpecName',
      });
    default:
      return ledger.refused(at, 'SEC-12', `the option ${name} is unknown`, {
        hint: 'x-waybill: {patch: […]} for a field of the container',
      });
  }
}

/** Options that Docker reads one after the other, each in place of the one before. */
function isOutdone(name: string, index: number, { service }: ServicePlan): boolean {
  const later = (service.security_opt ?? []).slice(index + 1);
  return ['no-new-privileges', 'seccomp', 'apparmor'].includes(name) && later.some((option) => splitOption(option)[0] === name);
}

function splitOption(option: string): readonly string[] {
  const at = option.search(/[=:]/);
  return at === -1 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)];
}

/** SEC-08. */
function noNewPrivileges(
  value: string,
  at: readonly (string | number)[],
  { service, draft }: ServicePlan,
  { ledger, options }: PlanContext,
): void {
  if (value === 'false') return ledger.exact(at, 'SEC-08');
  if (isPrivileged(service, options)) {
    return ledger.refused(at, 'SEC-08', 'the API server rejects a privileged container that may not gain privileges', {
      hint: 'leave out one of the two',
    });
  }
  draft.containerSecurity.set('allowPrivilegeEscalation', false, 'SEC-08');
  ledger.exact(at, 'SEC-08', [draft.containerTarget('/securityContext/allowPrivilegeEscalation')]);
}

/** SEC-10: the field came with 1.30, the annotation works at the floor. */
function appArmor(value: string, at: readonly (string | number)[], { draft, name }: ServicePlan, { ledger, options }: PlanContext): void {
  const isOwn = !['unconfined', '', 'docker-default', 'runtime/default'].includes(value);
  if (isOwn) ledger.require({ rule: 'SEC-10', message: `the AppArmor profile ${value} is loaded on every node` });
  if (options.minVersion >= 30) {
    const type = isOwn ? 'Localhost' : value === 'unconfined' ? 'Unconfined' : 'RuntimeDefault';
    draft.containerSecurity.set('appArmorProfile', { type, ...(isOwn && { localhostProfile: value }) }, 'SEC-10');
    return ledger.exact(at, 'SEC-10', [draft.containerTarget('/securityContext/appArmorProfile')]);
  }
  const profile = isOwn ? `localhost/${value}` : value === 'unconfined' ? 'unconfined' : 'runtime/default';
  draft.podAnnotations.set(`container.apparmor.security.beta.kubernetes.io/${name}`, profile);
  ledger.differs(at, 'SEC-10', 'set by an annotation, which newer servers warn about', {
    targets: [draft.target('/spec/template/metadata/annotations')],
    hint: '--min-version 1.30 writes the field appArmorProfile instead',
  });
}

/** SEC-11: every `label` option is a part of one structure. */
function seLinux({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const fields = ['user', 'role', 'type', 'level'];
  const options = new Map<string, string>();
  const targets = [draft.containerTarget('/securityContext/seLinuxOptions')];
  (service.security_opt ?? []).forEach((option, i) => {
    const at = [...path, 'security_opt', i];
    const [name, value = ''] = splitOption(option);
    if (name !== 'label') return;
    const [key = '', part] = splitOption(value);
    if (value === 'disable') {
      options.set('type', 'spc_t');
      ledger.differs(at, 'SEC-11', 'the container runs with the SELinux type spc_t', { targets });
    } else if (fields.includes(key) && part) {
      options.set(key, part);
      ledger.exact(at, 'SEC-11', targets);
    } else ledger.refused(at, 'SEC-11', 'this SELinux label cannot be set', { hint: 'label=user:, role:, type:, level: or disable' });
  });
  if (options.size > 0) draft.containerSecurity.set('seLinuxOptions', Object.fromEntries(options), 'SEC-11');
}

/** SEC-04, B-016. */
function groups({ service, path, draft, image }: ServicePlan, { ledger }: PlanContext): void {
  const numberOf = (group: string): number | undefined => (/^\d+$/.test(group) ? Number(group) : groupNumberOf(image, group));
  const given = service.group_add ?? [];
  const numbers = [...new Set(given.flatMap((group) => numberOf(group) ?? []))];
  if (numbers.length > 0) draft.podSecurity.set('supplementalGroups', numbers, 'SEC-04');
  const targets = [draft.podTarget('/securityContext/supplementalGroups')];
  given.forEach((group, i) => {
    const at = [...path, 'group_add', i];
    const number = numberOf(group);
    if (number === undefined)
      ledger.refused(at, 'B-016', `the number of the group ${group} is not known here`, { hint: 'write the number' });
    else if (String(number) === group) ledger.exact(at, 'SEC-04', targets);
    else ledger.differs(at, 'SEC-04', `Kubernetes takes numbers only: ${group} is ${number}`, { targets });
  });
}
