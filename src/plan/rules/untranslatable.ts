import type { Level } from '../../ledger/entry.ts';
import type { Service } from '../../model/service.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { ephemeralStorage } from '../storage/ephemeral-storage.ts';
import { specialNetwork } from '../networks.ts';
import type { ServiceRule } from '../rule.ts';
import { untranslatableAttributes } from './untranslatable.attributes.ts';

/** An attribute that no field of Kubernetes carries, whatever its value. */
interface Row {
  readonly attribute: keyof Service;
  readonly rule: string;
  readonly level?: Level;
  readonly message: string;
  readonly hint?: string;
  /** Values that mean what a cluster does anyway: exact. */
  readonly harmless?: readonly unknown[];
}

const realTime = {
  rule: 'B-155',
  message: 'pods have no real-time scheduling',
  hint: 'equal requests and limits of whole CPUs, and the static CPU manager on the node',
  harmless: [0, '0'],
} as const;

const refused: readonly Row[] = [
  {
    attribute: 'blkio_config',
    rule: 'B-162',
    message: 'Kubernetes has no limits for block devices',
    hint: 'a storage class with the throughput that the data needs, or nodes of its own',
  },
  {
    attribute: 'cgroup',
    rule: 'B-163',
    message: 'the kubelet owns the cgroups',
    hint: 'leave it out: pods see their own cgroup only',
    harmless: ['private', ''],
  },
  {
    attribute: 'cgroup_parent',
    rule: 'B-164',
    message: 'the kubelet owns the cgroups',
    hint: 'requests and limits, or a ResourceQuota for several services together',
    harmless: [''],
  },
  {
    attribute: 'cpuset',
    rule: 'B-153',
    message: 'pinning to cores is a policy of the node',
    hint: 'equal requests and limits of whole CPUs, and the static CPU manager on the node',
    harmless: [''],
  },
  { attribute: 'cpu_count', rule: 'B-154', message: 'acts on Windows only', hint: 'cpus limits the CPU' },
  { attribute: 'cpu_percent', rule: 'B-154', message: 'acts on Windows only', hint: 'cpus limits the CPU' },
  { attribute: 'cpu_rt_period', ...realTime },
  { attribute: 'cpu_rt_runtime', ...realTime },
  {
    attribute: 'credential_spec',
    rule: 'B-025',
    level: 'error',
    message: 'Windows credentials need a GMSACredentialSpec object',
    hint: 'securityContext.windowsOptions.gmsaCredentialSpecName',
  },
  {
    attribute: 'dns',
    rule: 'N-36',
    message: "the cluster's DNS resolves service names and cannot be replaced",
    hint: 'add a stub domain to CoreDNS',
  },
  {
    attribute: 'domainname',
    rule: 'B-028',
    message: "a pod's domain is fixed by the cluster",
    hint: 'subdomain of the pod, with a headless Service of that name',
  },
  {
    attribute: 'external_links',
    rule: 'B-107',
    level: 'error',
    message: 'a container outside the project cannot be named',
    hint: 'make a Service of type ExternalName with that name',
  },
  {
    attribute: 'isolation',
    rule: 'B-024',
    message: 'is an option of Docker on Windows',
    hint: 'leave it out: containers of Linux have one kind of isolation',
    harmless: ['default', ''],
  },
  {
    attribute: 'mac_address',
    rule: 'B-104',
    message: 'the network of the cluster chooses MAC addresses; a licence bound to one will notice',
    hint: 'Multus gives pods further interfaces, with addresses of your own',
  },
  {
    attribute: 'oom_kill_disable',
    rule: 'B-160',
    message: 'the kernel may end any container that exceeds its memory limit',
    hint: 'a larger memory limit, or none',
    harmless: [false],
  },
  {
    attribute: 'oom_score_adj',
    rule: 'B-160',
    message: 'the kubelet derives it from requests and limits',
    hint: 'equal requests and limits, or a PriorityClass',
    harmless: [0],
  },
  {
    attribute: 'pids_limit',
    rule: 'B-161',
    message: 'the number of processes is limited by the node (podPidsLimit)',
    hint: 'podPidsLimit in the configuration of the kubelets',
    harmless: [-1, 0],
  },
  {
    attribute: 'use_api_socket',
    rule: 'B-036',
    level: 'error',
    message: 'a cluster has no Docker API',
    hint: 'run what needs it outside the cluster, or let it ask the Kubernetes API with an account of its own',
    harmless: [false],
  },
  {
    attribute: 'uts',
    rule: 'B-112',
    message: 'pods have a host name of their own',
    hint: 'network_mode: host brings the host name of the node',
  },
];

/** B-041, B-063, B-082: what acts before the cluster, or only on the developer's machine. */
const notApplicable: readonly Row[] = [
  { attribute: 'attach', rule: 'B-033', message: 'concerns the output of docker compose up' },
  { attribute: 'develop', rule: 'B-082', message: 'acts while developing only', hint: 'Skaffold or Tilt' },
  { attribute: 'env_file', rule: 'B-041', message: 'read at conversion: its variables are part of the environment' },
  { attribute: 'extends', rule: 'A-44', message: 'resolved while loading' },
  { attribute: 'label_file', rule: 'B-029', message: 'read at conversion: its labels are part of labels' },
  { attribute: 'profiles', rule: 'A-64', message: 'decides at conversion whether the service takes part' },
];

/** Attributes whose whole translation is a sentence. */
export const untranslatableRule: ServiceRule = {
  name: 'untranslatable',
  handles: untranslatableAttributes,
  apply(service, context) {
    for (const row of refused) {
      const value = service.service[row.attribute];
      if (value === undefined) continue;
      const path = [...service.path, row.attribute];
      if (isHarmless(row, service, context)) context.ledger.exact(path, row.rule);
      else
        context.ledger.refused(path, row.rule, row.message, {
          ...(row.level && { level: row.level }),
          ...(row.hint !== undefined && { hint: row.hint }),
        });
    }
    for (const row of notApplicable) {
      if (service.service[row.attribute] === undefined) continue;
      context.ledger.notApplicable(
        [...service.path, row.attribute],
        row.rule,
        row.message,
        row.hint === undefined ? {} : { hint: row.hint },
      );
    }
    models(service, context);
    userNamespace(service, context);
    logging(service, context);
    storageOptions(service, context);
  },
};

function isHarmless(row: Row, service: ServicePlan, { project }: PlanContext): boolean {
  const value = service.service[row.attribute];
  if (row.harmless?.some((h) => h === value) || (Array.isArray(value) && value.length === 0)) return true;
  // L-21: the containers of a pod have one host name.
  if (row.attribute === 'uts' && service.pod.members.some((key) => key !== service.key && value === `service:${key}`)) return true;
  // B-112: the host name of the node comes with its network.
  return row.attribute === 'uts' && value === 'host' && specialNetwork(service, project) === 'host';
}

/** B-035: an application that finds its models through variables will miss them. */
function models({ service, path }: ServicePlan, { ledger }: PlanContext): void {
  for (const [key, settings] of Object.entries(service.models ?? {})) {
    const { endpoint_var: endpoint, model_var: model } = (settings ?? {}) as {
      readonly endpoint_var?: string;
      readonly model_var?: string;
    };
    const name = key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    const variables = [endpoint ?? `${name}_URL`, model ?? name].join(' and ');
    ledger.refused([...path, 'models', key], 'B-035', `a cluster has no model runner: ${variables} will be missing`, {
      level: 'error',
      hint: 'deploy an inference server and set these variables',
    });
  }
}

/** The minor version from which pods have user namespaces unasked (G-11). */
const userNamespacesSince = 33;

/** B-172: pods use the user namespace of the node, as `host` says. */
function userNamespace(plan: ServicePlan, { ledger, options, project }: PlanContext): void {
  const { service, path, draft } = plan;
  const mode = service.userns_mode;
  if (mode === undefined) return;
  const at = [...path, 'userns_mode'];
  if (mode === 'host' || mode === '') return ledger.exact(at, 'B-172');
  const sharesNode = specialNetwork(plan, project) === 'host' || service.pid === 'host' || service.ipc === 'host';
  if (mode !== 'private' && mode !== 'auto') return ledger.refused(at, 'B-172', `pods have no user namespace of the kind ${mode}`);
  if (sharesNode) return ledger.refused(at, 'B-172', 'a pod that uses namespaces of its node has no user namespace of its own');
  if (options.minVersion < userNamespacesSince) {
    return ledger.refused(at, 'B-172', `pods have user namespaces of their own from Kubernetes 1.${userNamespacesSince} on`, {
      hint: `--min-version 1.${userNamespacesSince}`,
    });
  }
  draft.pod.set('hostUsers', false, 'B-172');
  ledger.differs(at, 'B-172', 'holds for the whole pod', { targets: [draft.podTarget('/hostUsers')] });
  ledger.require({ rule: 'B-172', message: 'the nodes have Linux 6.3 or newer, and containerd 2 or CRI-O' });
}

/** B-083: rotation is the node's business, another destination is lost. */
function logging({ service, path }: ServicePlan, { ledger }: PlanContext): void {
  if (!service.logging) return;
  const at = [...path, 'logging'];
  const driver = service.logging.driver || 'json-file';
  if (driver === 'json-file' || driver === 'local' || driver === 'journald') {
    return ledger.notApplicable(at, 'B-083', 'the node collects and rotates what containers write to standard output');
  }
  ledger.refused(
    at,
    'B-083',
    driver === 'none'
      ? 'what containers write to standard output is kept by the node'
      : `the destination ${driver} is lost; the node keeps what containers write to standard output`,
    {
      hint: 'collect logs with an agent that runs on every node',
    },
  );
}

/** B-139. */
function storageOptions({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  for (const key of Object.keys(service.storage_opt ?? {})) {
    const at = [...path, 'storage_opt', key];
    if (key === 'size' && ephemeralStorage(service) !== undefined)
      ledger.differs(at, 'B-139', 'a pod that needs more is evicted, and its logs count, where Docker lets the program write no more', {
        targets: [draft.containerTarget('/resources/limits/ephemeral-storage')],
      });
    else
      ledger.refused(at, 'B-139', 'an option of a storage driver of Docker, which nodes of a cluster do not have', {
        hint: 'leave it out; only size has a counterpart',
      });
  }
}
