import type { RuleTable } from './rule-table.ts';

/** What holds for the whole translation. */
export const generalRules: RuleTable = {
  'G-01': [
    'Every attribute has an outcome',
    'Each attribute of the merged project is translated exactly, translated with a stated difference, refused with a reason, or not applicable in a cluster. An error that is not accepted stops the conversion; `--accept RULE`, `x-waybill: {accept: […]}` or `--force` let it pass.',
  ],
  'G-02': [
    'Places and secrets in the account',
    'Each entry carries file, line and column of the value that won the merge. Values of secrets are shown as `<redacted>`.',
  ],
  'G-03': [
    'Names that Kubernetes allows',
    'Names become lowercase letters, digits and `-`. A name that is too long, or equal to another one after that, ends in a hash of the original.',
  ],
  'G-04': [
    'Namespace',
    'Without `--namespace` no object names one, so that `kubectl -n`, Argo CD or kustomize decide. Object names carry no project prefix: two projects in one namespace must not share names.',
  ],
  'G-05': [
    'Labels',
    'Every object has `app.kubernetes.io/name`, `part-of` and `managed-by`. Selectors use name and part-of only, and never change.',
  ],
  'G-06': [
    'What every pod has',
    'No service links, because the variables they inject override those of applications; no token of the API; the seccomp profile of the runtime, which Docker applies, too.',
  ],
  'G-07': [
    'Names with a content hash',
    'ConfigMaps and Secrets are immutable and their names end in a hash of what they hold, so that a change makes new pods as Compose makes new containers.',
  ],
  'G-08': ['Quantities', 'Sizes and CPUs are computed: `512m` of memory is `512Mi`, because in Kubernetes `m` means a thousandth.'],
  'G-09': ['Order of files', 'File names begin with numbers, so that `kubectl apply -f DIR` creates what is referred to first.'],
  'G-10': [
    'Limits of apply',
    'Objects stay below the size that client-side `kubectl apply` can record, and what cannot change after creation gets a hash in its name or a hint.',
  ],
  'G-11': [
    'Only what the oldest cluster knows',
    'Fields that Kubernetes 1.28 drops or rejects are written only when `--min-version` says that every cluster has them.',
  ],
  'G-12': ['Where things go', 'Destinations are relative to the template of the pod unless a kind is named.'],
};
