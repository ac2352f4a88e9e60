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
  { rule: 'A-41', reason: 'the same item twice in a list is dropped with a warning', cases: ['A-41/duplicates'] },
  {
    rule: 'A-45',
    reason: 'a file may change what it includes, as in Docker Compose from compose-go 2.10 on; older ones reject it: a warning',
    cases: ['A-45/clash'],
  },
  {
    rule: 'A-66',
    reason: 'a limit may stand at the old place beside a `limits` block that leaves it out, with a warning',
    cases: ['A-66/half'],
  },
  {
    rule: 'A-80',
    reason: '`restart_policy` and its like directly under a service are read as if under `deploy`, with a warning',
    cases: ['A-80/restart_policy'],
  },
  { rule: 'DIAG-05', reason: 'a project without services gives no manifests: an error here', cases: ['attributes/no services'] },
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
