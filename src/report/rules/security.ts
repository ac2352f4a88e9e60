import type { RuleTable } from './rule-table.ts';

/** Users, capabilities, devices, Pod Security. */
export const securityRules: RuleTable = {
  'SEC-01': ['Nothing is tightened unasked', 'Only `--harden` drops privileges that Docker grants, where that is safe.'],
  'SEC-02': ['user', 'Numbers become `runAsUser` and `runAsGroup`.'],
  'SEC-03': [
    'Names of users',
    'Kubernetes takes numbers only; a name is looked up in the Dockerfile, the metadata or the table of images.',
  ],
  'SEC-04': ['group_add', 'Groups hold for the whole pod.'],
  'SEC-05': ['Capabilities', 'Added and dropped as written; CRI-O grants fewer by default than Docker.'],
  'SEC-06': ['Names of capabilities', 'Without `CAP_`, which some runtimes would ignore in silence.'],
  'SEC-07': ['privileged', 'Kept; the namespace must allow privileged pods.'],
  'SEC-08': ['no-new-privileges', '`allowPrivilegeEscalation: false`.'],
  'SEC-09': ['seccomp', 'The profile of the runtime on every pod, as in Docker; a profile of your own must be on the nodes.'],
  'SEC-10': ['AppArmor', 'The profile must be loaded on the nodes.'],
  'SEC-11': ['SELinux', 'Labels become `seLinuxOptions`.'],
  'SEC-12': ['Other options', 'What has no field is refused.'],
  'SEC-13': ['Read-only root', 'Only what `tmpfs` and volumes name can be written.'],
  'SEC-15': ['Low ports', 'Docker lets every user bind ports below 1024; a safe sysctl does the same here.'],
  'SEC-16': ['ulimits', 'There is no field for them; those of the container runtime hold.'],
  'SEC-17': [
    'sysctls',
    'Those that Kubernetes calls safe are kept; a kubelet refuses pods with others unless it is told to allow them (`--allow-unsafe-sysctls`).',
  ],
  'SEC-18': [
    'Devices',
    'A device is visible but blocked unless a device plugin offers it; `--devices=privileged` opens it at the price of a privileged container.',
  ],
  'SEC-19': ['Pod Security level', 'The highest level that the pod meets, and what stands in the way of the next one.'],
};
