import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';

/** SEC-05…SEC-12: privileges of the container. */
export const securityRule: ServiceRule = {
  name: 'security',
  handles: ['services.*.cap_add', 'services.*.cap_drop', 'services.*.privileged', 'services.*.security_opt', 'services.*.read_only', 'services.*.group_add'],
  apply(service, context) {
    capabilities(service, context);
    const { service: source, path, draft } = service;
    const { ledger } = context;
    if (source.privileged !== undefined) {
      if (source.privileged) draft.containerSecurity.set('privileged', true, 'SEC-07');
      ledger.exact([...path, 'privileged'], 'SEC-07', source.privileged ? [draft.containerTarget('/securityContext/privileged')] : []);
    }
    if (source.read_only !== undefined) {
      if (source.read_only) draft.containerSecurity.set('readOnlyRootFilesystem', true, 'B-140');
      ledger.exact([...path, 'read_only'], 'B-140', source.read_only ? [draft.containerTarget('/securityContext/readOnlyRootFilesystem')] : []);
    }
    (source.security_opt ?? []).forEach((option, i) => securityOption(option, i, service, context));
    groups(service, context);
    const unconfined = (source.security_opt ?? []).some((o) => /^seccomp[=:]unconfined$/.test(o));
    draft.podSecurity.set('seccompProfile', { type: unconfined ? 'Unconfined' : 'RuntimeDefault' }, 'SEC-09');
  },
};

/** SEC-06: Kubernetes adds the prefix; a name that has it is dropped in silence by containerd 2.1. */
function capabilities({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const names = (list: readonly string[]): string[] => [...new Set(list.map((c) => c.toUpperCase().replace(/^CAP_/, '')))];
  const add = names(service.cap_add ?? []);
  const drop = names(service.cap_drop ?? []);
  if (add.length + drop.length > 0) {
    draft.containerSecurity.set('capabilities', { ...(add.length > 0 && { add }), ...(drop.length > 0 && { drop }) }, 'SEC-05');
  }
  if (service.cap_add) ledger.exact([...path, 'cap_add'], 'SEC-05', [draft.containerTarget('/securityContext/capabilities/add')]);
  if (service.cap_drop) ledger.exact([...path, 'cap_drop'], 'SEC-05', [draft.containerTarget('/securityContext/capabilities/drop')]);
}

function securityOption(option: string, index: number, service: ServicePlan, context: PlanContext): void {
  const at = [...service.path, 'security_opt', index];
  const { ledger } = context;
  const [name = '', value = ''] = splitOption(option);
  switch (name) {
    case 'no-new-privileges':
      return noNewPrivileges(value, at, service, context);
    case 'seccomp':
      if (value === 'unconfined' || value === 'builtin') return ledger.exact(at, 'SEC-09', [service.draft.podTarget('/securityContext/seccompProfile')]);
      return ledger.refused(at, 'SEC-09', 'a seccomp profile of its own would have to exist on every node', { level: 'error', hint: 'install the profile on the nodes, or use the default one' });
    case 'apparmor':
      return appArmor(value, at, service, context);
    case 'label':
      return seLinux(value, at, service, context);
    case 'systempaths':
    case 'credentialspec':
      return ledger.refused(at, 'SEC-12', `${name} has no counterpart here`, { level: 'error' });
    default:
      return ledger.refused(at, 'SEC-12', `the option ${name} is unknown`);
  }
}

function splitOption(option: string): readonly string[] {
  const at = option.search(/[=:]/);
  return at === -1 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)];
}

/** SEC-08. */
function noNewPrivileges(value: string, at: readonly (string | number)[], { service, draft }: ServicePlan, { ledger }: PlanContext): void {
  if (value === 'false') return ledger.exact(at, 'SEC-08');
  if (service.privileged === true) {
    return ledger.refused(at, 'SEC-08', 'the API server rejects a privileged container that may not gain privileges');
  }
  draft.containerSecurity.set('allowPrivilegeEscalation', false, 'SEC-08');
  ledger.exact(at, 'SEC-08', [draft.containerTarget('/securityContext/allowPrivilegeEscalation')]);
}

/** SEC-10: the field came with 1.30, the annotation works at the floor. */
function appArmor(value: string, at: readonly (string | number)[], { draft, name }: ServicePlan, { ledger }: PlanContext): void {
  const profile = value === 'unconfined' ? 'unconfined' : value === '' || value === 'docker-default' ? 'runtime/default' : `localhost/${value}`;
  draft.podAnnotations.set(`container.apparmor.security.beta.kubernetes.io/${name}`, profile);
  ledger.differs(at, 'SEC-10', 'set by an annotation; a profile of its own must exist on every node', { targets: [draft.target('/spec/template/metadata/annotations')] });
}

/** SEC-11. */
function seLinux(value: string, at: readonly (string | number)[], { draft }: ServicePlan, { ledger }: PlanContext): void {
  const fields = ['user', 'role', 'type', 'level'];
  const [key = '', ...rest] = value.split(':');
  const options = { ...((draft.containerSecurity.get('seLinuxOptions') as object | undefined) ?? {}) };
  const targets = [draft.containerTarget('/securityContext/seLinuxOptions')];
  if (value === 'disable') {
    draft.containerSecurity.set('seLinuxOptions', { ...options, type: 'spc_t' }, 'SEC-11');
    return ledger.differs(at, 'SEC-11', 'the container runs with the SELinux type spc_t', { targets });
  }
  if (!fields.includes(key) || rest.length === 0 || draft.containerSecurity.has('seLinuxOptions')) {
    return ledger.refused(at, 'SEC-11', 'this SELinux label cannot be set');
  }
  draft.containerSecurity.set('seLinuxOptions', { [key]: rest.join(':') }, 'SEC-11');
  ledger.exact(at, 'SEC-11', targets);
}

/** SEC-04. */
function groups({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const given = service.group_add ?? [];
  const numbers = given.filter((g) => /^\d+$/.test(g)).map(Number);
  if (numbers.length > 0) draft.podSecurity.set('supplementalGroups', numbers, 'SEC-04');
  given.forEach((group, i) => {
    const at = [...path, 'group_add', i];
    if (/^\d+$/.test(group)) ledger.exact(at, 'SEC-04', [draft.podTarget('/securityContext/supplementalGroups')]);
    else ledger.refused(at, 'B-016', `the number of the group ${group} is not known here`, { hint: 'write the number' });
  });
}
