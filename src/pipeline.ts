import { load, type LoadInput } from './load/load.ts';
import type { Project } from './model/project.ts';
import { type ConvertOptions, defaultOptions } from './plan/options.ts';
import { type Plan, plan } from './plan/plan.ts';
import type { Host } from './source/host.ts';
import { validateObject } from './validate/api-schema.ts';
import { validateSet } from './validate/semantics.ts';
import type { Violation } from './validate/violation.ts';

/** What a conversion gives. Without a project the input was invalid, and the diagnostics say why. */
export interface Conversion extends Omit<Plan, 'externals'> {
  readonly project?: Project;
  /** Our own mistakes: objects that the API server would not take. Not empty means that nothing may be written. */
  readonly violations: readonly Violation[];
}

/** Reads Compose files and translates them: load, plan, validate. All I/O goes through the host. */
export function convert(input: LoadInput, options: Partial<ConvertOptions>, host: Host): Conversion {
  const { project, diagnostics } = load(input, host);
  const nothing = { objects: [], owners: new Map<string, string>(), entries: [], additions: [], preconditions: [], violations: [] };
  if (!project) return { ...nothing, diagnostics };
  const planned = plan(project, { ...defaultOptions, ...options }, host);
  const violations = [...planned.objects.flatMap(validateObject), ...validateSet(planned.objects, planned.externals)];
  return { ...planned, project, violations, diagnostics: [...diagnostics, ...planned.diagnostics] };
}
