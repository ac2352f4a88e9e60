import type { RuleTable } from './rule-table.ts';

/** Secrets, configs, and what counts as secret. */
export const secretRules: RuleTable = {
  'S-01': ['Sources', 'A secret or config is made from its file, from a variable of the project environment, or from its content.'],
  'S-02': [
    'Values of secrets',
    '`--secrets inline` writes the values into Secrets in a file of their own; `placeholder` writes keys to fill in; `external` expects the Secrets to exist.',
  ],
  'S-03': ['Exact bytes', 'The bytes of a file are kept, also a line break at its end, which is then part of the value.'],
  'S-04': ['External', 'An external secret or config must exist in the cluster before the manifests are applied.'],
  'S-05': ['Unused', 'A secret or config that no service uses makes no object.'],
  'S-06': ['Keys', 'Data keys are file names; a name that cannot be a key is restored by the path of the item.'],
  'S-07': ['Where secrets appear', 'Secrets appear below `/run/secrets`, configs below `/`, unless an absolute target is given.'],
  'S-08': [
    'One directory of secrets',
    'All secrets of a service below `/run/secrets` are one projected volume; any other file has its own mount.',
  ],
  'S-09': [
    'No API token',
    'The token of the ServiceAccount is not mounted: its mount point would lie inside the read-only directory of secrets.',
  ],
  'S-10': ['Configs are single files', 'A config is mounted as one file, so that the image keeps its other files in that directory.'],
  'S-11': ['Updates', 'A change of a secret or config makes new pods; running pods never see it.'],
  'S-12': [
    'Owner of files',
    'Files are owned by root. A group gets access through `fsGroup`, which makes the kubelet allow the group to read.',
  ],
  'S-13': ['Mode', 'The mode is kept but for write bits; the default is 0444.'],
  'S-14': ['Directories', 'A secret that is a directory becomes its files.'],
  'S-15': ['Variables that name files', 'A variable as `DB_PASSWORD_FILE` stays as it is; the file that it names should be mounted.'],
  'S-16': [
    'What is sensitive',
    'A variable is sensitive by its name, by a password in a URL or connection string, or by the shape of its value.',
  ],
  'S-17': ['Where values come from', 'A value made from a sensitive variable is sensitive, whatever its own name.'],
  'S-18': ['Secret or ConfigMap', 'Sensitive variables go into a Secret, all others into a ConfigMap.'],
  'S-19': ['Secrets in commands', 'A secret in a command becomes a key of a Secret, and the command reads it from the environment.'],
  'S-20': ['Never shown', 'No sensitive value appears in ConfigMaps, annotations, labels, reports, messages or file names.'],
  'S-21': ['Binary data', 'What is no UTF-8 text is kept as bytes.'],
  'S-22': [
    'Size',
    'One object holds at most 250,000 bytes, so that `kubectl apply` can record it; more files are spread over several objects. A larger file cannot be carried: bake it into the image.',
  ],
  'S-23': ['data only', 'Secrets are written as `data`: what is removed from `stringData` would stay.'],
  'S-24': ['Immutable', 'What is made with its values is immutable and has a hash in its name; what people fill in keeps its name.'],
  'S-25': ['Type', 'Secrets are of type Opaque.'],
  'S-26': ['Missing files', 'A secret or config whose file is missing is an error, as in Compose.'],
  'S-27': ['Secrets of builds', 'A secret that only builds use makes no object.'],
  'S-28': ['Sensitive files', 'A config or mounted file that holds a secret, by name or content, becomes a Secret instead of a ConfigMap.'],
};
