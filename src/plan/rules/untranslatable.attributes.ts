import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const atLoading = { outcomes: ['not-applicable'], destination: '' } as const;
const refused = { outcomes: ['refused'], destination: '' } as const;
/** A value that means what a cluster does anyway, or an empty list, is exact. */
const mostlyRefused = { outcomes: ['refused', 'exact'], destination: '' } as const;
const lost = { outcomes: ['refused!', 'exact'], destination: '' } as const;
const throttles = ['device_read_bps', 'device_read_iops', 'device_write_bps', 'device_write_iops'];

/** What has no field, and what acts before the cluster or on the machine of a developer only. */
export const untranslatableAttributes: readonly AttributeRow[] = [
  { attribute: 'services.*.profiles', ...atLoading, difference: 'decides at conversion whether the service takes part', rules: ['A-64'] },
  {
    attribute: 'services.*.env_file',
    ...atLoading,
    difference: 'read at conversion: its variables are part of `environment`',
    rules: ['B-041', 'A-25', 'A-27'],
  },
  ...rowsBelow('services.*.env_file', ['[].path', '[].required', '[].format'], {
    ...atLoading,
    difference: 'read at conversion: its variables are part of `environment`',
    rules: ['B-041', 'A-25', 'A-26'],
  }),
  {
    attribute: 'services.*.label_file',
    ...atLoading,
    difference: 'read at conversion: its labels are part of `labels`',
    rules: ['B-029'],
  },
  { attribute: 'services.*.attach', ...atLoading, difference: 'concerns the output of `docker compose up`', rules: ['B-033'] },
  ...['', '.watch', ...['path', 'action', 'target', 'ignore', 'include', 'initial_sync', 'exec'].map((key) => `.watch[].${key}`)]
    .concat(['command', 'user', 'privileged', 'working_dir', 'environment'].map((key) => `.watch[].exec.${key}`))
    .map((below): AttributeRow => ({
      attribute: `services.*.develop${below}`,
      ...atLoading,
      difference: 'acts while developing only; Skaffold and Tilt do this with a cluster',
      rules: ['B-082'],
    })),
  ...['', '.driver', '.options'].map((below): AttributeRow => ({
    attribute: `services.*.logging${below}`,
    outcomes: ['not-applicable', 'refused'],
    destination: '',
    difference: 'the node collects and rotates what containers write to standard output; any other destination is lost',
    rules: ['B-083'],
  })),
  {
    attribute: 'services.*.storage_opt',
    outcomes: ['differs', 'refused'],
    destination: 'container `resources.limits.ephemeral-storage`',
    difference: 'of `size`: a pod that needs more is evicted, where Docker lets it write no more; other options have no counterpart',
    rules: ['B-139'],
  },
  ...['', '.*.endpoint_var', '.*.model_var'].map((below): AttributeRow => ({
    attribute: `services.*.models${below}`,
    outcomes: ['refused!'],
    destination: '',
    difference: 'a cluster has no model runner; the variables that will be missing are listed',
    rules: ['B-035'],
  })),
  { attribute: 'services.*.blkio_config', ...refused, difference: 'there are no limits for block devices', rules: ['B-162'] },
  ...rowsBelow(
    'services.*.blkio_config',
    [
      ...['weight', 'weight_device', 'weight_device[].path', 'weight_device[].weight'],
      ...throttles.flatMap((key) => [key, `${key}[].path`, `${key}[].rate`]),
    ],
    { ...refused, difference: 'there are no limits for block devices', rules: ['B-162'] },
  ),
  {
    attribute: 'services.*.cgroup',
    ...mostlyRefused,
    difference: 'the kubelet owns the cgroups; `private` is what pods have',
    rules: ['B-163'],
  },
  { attribute: 'services.*.cgroup_parent', ...mostlyRefused, difference: 'the kubelet owns the cgroups', rules: ['B-164'] },
  { attribute: 'services.*.cpuset', ...mostlyRefused, difference: 'pinning to cores is a policy of the node', rules: ['B-153'] },
  ...rowsBelow('services.*', ['cpu_count', 'cpu_percent'], { ...refused, difference: 'acts on Windows only', rules: ['B-154'] }),
  ...rowsBelow('services.*', ['cpu_rt_period', 'cpu_rt_runtime'], {
    ...mostlyRefused,
    difference: 'pods have no real-time scheduling',
    rules: ['B-155'],
  }),
  ...['', '.config', '.file', '.registry'].map((below): AttributeRow => ({
    attribute: `services.*.credential_spec${below}`,
    outcomes: ['refused!'],
    destination: '',
    difference: 'Windows credentials need a GMSACredentialSpec object',
    rules: ['B-025'],
  })),
  {
    attribute: 'services.*.dns',
    ...mostlyRefused,
    difference: 'the DNS of the cluster resolves service names and cannot be replaced',
    rules: ['B-109', 'N-36'],
  },
  { attribute: 'services.*.domainname', ...refused, difference: "a pod's domain is fixed by the cluster", rules: ['B-028', 'N-07'] },
  {
    attribute: 'services.*.external_links',
    ...lost,
    difference: 'a container outside the project cannot be named; a Service of type ExternalName can',
    rules: ['B-107', 'DIAG-31'],
  },
  { attribute: 'services.*.isolation', ...mostlyRefused, difference: 'an option of Docker on Windows', rules: ['B-024'] },
  { attribute: 'services.*.mac_address', ...refused, difference: 'the network of the cluster chooses MAC addresses', rules: ['B-104'] },
  {
    attribute: 'services.*.oom_kill_disable',
    ...mostlyRefused,
    difference: 'the kernel may end any container that exceeds its memory limit',
    rules: ['B-160'],
  },
  {
    attribute: 'services.*.oom_score_adj',
    ...mostlyRefused,
    difference: 'the kubelet derives it from requests and limits',
    rules: ['B-160'],
  },
  {
    attribute: 'services.*.pids_limit',
    ...mostlyRefused,
    difference: 'the kubelet limits processes for all pods of a node (`podPidsLimit`)',
    rules: ['B-161'],
  },
  { attribute: 'services.*.use_api_socket', ...lost, difference: 'a cluster has no Docker API', rules: ['B-036'] },
  {
    attribute: 'services.*.userns_mode',
    ...mostlyRefused,
    outcomes: ['refused', 'exact', 'differs'],
    destination: 'pod `hostUsers: false`',
    difference: '`host` is what pods have; a user namespace of their own from Kubernetes 1.33 on',
    since: '1.33',
    rules: ['B-172'],
  },
  {
    attribute: 'services.*.uts',
    ...mostlyRefused,
    difference: 'pods have a host name of their own, unless they use the network of the node',
    rules: ['B-112'],
  },
];
