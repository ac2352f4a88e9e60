/** Where this tool deliberately reads otherwise than Docker Compose 2.40. */
export interface Difference {
  readonly rule: string;
  readonly reason: string;
  /** `<rule>/<name>` of the cases in test/load-fixtures that show it. */
  readonly cases: readonly string[];
}

export const differences: readonly Difference[] = [
  {
    rule: 'A-07',
    reason: 'YAML 1.1 words for booleans are read wherever a boolean is meant, with a warning; Docker Compose knows some places only',
    cases: ['A-07/only boolean'],
  },
  {
    rule: 'A-17',
    reason: 'a default that is not needed is not evaluated, as in compose-go from 2.11 on: an info',
    cases: ['A-17/lazy default', 'A-17/lazy alternative', 'A-17/lazy invalid'],
  },
  {
    rule: 'A-18',
    reason: '`required` of a dependency may be a text, as every other boolean: it may come from a variable',
    cases: ['A-18/dependency flags from text'],
  },
  { rule: 'A-20', reason: 'a variable without a name cannot exist: a warning', cases: ['A-20/no key'] },
  {
    rule: 'A-24',
    reason:
      'a bare key on a last line without a line end is inherited; Docker Compose makes it the value of a variable without a name: an info',
    cases: ['A-24/last line bare', 'A-24/last line bare and unknown'],
  },
  {
    rule: 'A-32',
    reason: 'labels of secrets and configs merge in either form, as all other labels do',
    cases: ['A-32/labels of secrets and configs'],
  },
  {
    rule: 'A-41',
    reason: 'the same item twice in a list is dropped with a warning',
    cases: ['A-41/duplicates', 'A-41/duplicates in one file', 'A-74/depends_on twice', 'A-74/networks twice'],
  },
  {
    rule: 'A-42',
    reason: '`!reset` also finds a key that the other file wrote as an item of a list',
    cases: ['A-42/key of an environment list'],
  },
  {
    rule: 'A-45',
    reason: 'a file may change what it includes, as in compose-go from 2.10 on: a warning',
    cases: ['A-45/clash', 'A-45/clash between two included', 'A-45/clash of networks'],
  },
  {
    rule: 'A-66',
    reason: 'a limit may stand at the old place beside a `limits` block that leaves it out, with a warning',
    cases: ['A-66/half', 'A-66/cpus half'],
  },
  {
    rule: 'A-80',
    reason: '`restart_policy` and its like directly under a service are read as if under `deploy`, with a warning',
    cases: ['A-80/restart_policy', 'A-80/replicas', 'A-80/resources beside deploy', 'A-80/placement and update_config'],
  },
  { rule: 'DIAG-05', reason: 'a project without services gives no manifests: an error', cases: ['attributes/no services'] },
];

/** The reason why a case differs; undefined: it must not. */
export function differenceOf(rule: string, name: string): Difference | undefined {
  return differences.find(({ cases }) => cases.includes(`${rule}/${name}`));
}

/**
 * Docker Compose goes on printing an optional dependency on a service that no profile activates, although it does
 * not wait for it; here it is gone.
 */
export function withoutInactiveDependencies(project: unknown): unknown {
  const { services } = project as { services: Record<string, { depends_on?: Record<string, { required: boolean }> }> };
  for (const service of Object.values(services)) {
    if (!service.depends_on) continue;
    for (const [name, { required }] of Object.entries(service.depends_on))
      if (!required && !Object.hasOwn(services, name)) delete service.depends_on[name];
    if (Object.keys(service.depends_on).length === 0) delete service.depends_on;
  }
  return project;
}
