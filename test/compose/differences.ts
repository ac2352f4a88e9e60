/** Where this tool deliberately reads otherwise than Docker Compose 2.40. */
export interface Difference {
  readonly rule: string;
  readonly reason: string;
  /** `<rule>/<name>` of the cases in test/load-fixtures that show it. */
  readonly cases: readonly string[];
}

export const differences: readonly Difference[] = [];

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
