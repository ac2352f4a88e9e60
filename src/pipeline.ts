import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { load, type LoadInput } from './load/load.ts';
import type { Project } from './model/project.ts';
import type { ConvertExtras } from './plan/extras.ts';
import { type ConvertOptions, defaultOptions } from './plan/options.ts';
import { type Plan, plan } from './plan/plan.ts';
import { placeOf } from './plan/patch/patcher.ts';
import type { PlannedPatch } from './plan/patch/planned-patch.ts';
import type { Host } from './source/host.ts';
import type { ProgressListener } from './source/progress.ts';
import { formatPath, getAt } from './source/node-tools.ts';
import { validateObject } from './validate/api-schema.ts';
import { validateSet } from './validate/semantics.ts';
import type { Violation } from './validate/violation.ts';

/** What a conversion gives. Without a project the input was invalid, and the diagnostics say why. */
export interface Conversion extends Omit<Plan, 'externals' | 'patches'> {
  readonly project?: Project;
  /** Our own mistakes: objects that the API server would not take. Not empty means that nothing may be written. */
  readonly violations: readonly Violation[];
}

/** Reads Compose files and translates them: load, plan, validate. All I/O goes through the host. */
export function convert(input: LoadInput, options: Partial<ConvertOptions>, host: Host, extras: ConvertExtras = {}): Conversion {
  const { onProgress } = extras;
  const { project, diagnostics } = load(input, host, onProgress);
  const nothing = {
    objects: [],
    owners: new Map<string, string>(),
    entries: [],
    additions: [],
    preconditions: [],
    violations: [],
    builds: [],
    dataMoves: [],
  };
  if (!project) return { ...nothing, diagnostics };
  const choices = { ...defaultOptions, ...options };
  const planned = plan(project, choices, host, extras);
  const { patches, ...rest } = planned;
  const violations = violationsOf(planned, choices, onProgress);
  const replan = (patchLimit: number): Plan => plan(project, choices, host, extras, patchLimit);
  const fault = violations.length > 0 && patches.length > 0 ? findPatchAtFault(project, choices, replan, patches) : undefined;
  if (!fault) {
    const { mistakes, tooLarge } = setSizesApart(violations, planned, project);
    return { ...rest, project, violations: mistakes, diagnostics: [...diagnostics, ...planned.diagnostics, ...tooLarge] };
  }
  const { patches: _, ...sound } = fault.before;
  return { ...sound, project, violations: [], diagnostics: [...diagnostics, ...planned.diagnostics, ...fault.diagnostics] };
}

function violationsOf({ objects, externals }: Plan, { minVersion }: ConvertOptions, onProgress?: ProgressListener): readonly Violation[] {
  const ofObjects = objects.flatMap((object, done) => {
    onProgress?.('validate', done, objects.length);
    return validateObject(object, minVersion);
  });
  return [...ofObjects, ...validateSet(objects, externals, minVersion)];
}

/** An object is as large as what the user wrote into it (G-10). */
function setSizesApart(
  violations: readonly Violation[],
  { owners }: Plan,
  { tree }: Project,
): { readonly mistakes: readonly Violation[]; readonly tooLarge: readonly Diagnostic[] } {
  const isSize = ({ code, pointer }: Violation): boolean => code === 'size' && pointer === '';
  const tooLarge = violations.filter(isSize).map(({ object, detail }) => {
    const owner = owners.get(object);
    const path = owner === undefined ? [] : ['services', owner];
    const node = getAt(tree, path);
    return diagnostic('object-too-large', { span: node?.span, ...(owner !== undefined && { path: formatPath(path) }) }, { object, detail });
  });
  return { mistakes: violations.filter((one) => !isSize(one)), tooLarge };
}

interface PatchAtFault {
  /** The plan with the patches before it. */
  readonly before: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a patch breaks is a mistake of the user. The first one with which the objects are no longer valid is at fault;
 * undefined when they are not valid without any.
 */
function findPatchAtFault(
  project: Project,
  options: ConvertOptions,
  replan: (patchLimit: number) => Plan,
  patches: Plan['patches'],
): PatchAtFault | undefined {
  let before = replan(0);
  if (violationsOf(before, options).length > 0) return undefined;
  for (const [i, patch] of patches.entries()) {
    const after = replan(i + 1);
    const violations = violationsOf(after, options);
    if (violations.length > 0) return { before, diagnostics: violations.map((found) => patchFinding(found, patch, project)) };
    before = after;
  }
  return undefined;
}

function patchFinding({ object, pointer, detail }: Violation, patch: PlannedPatch, { tree }: Project): Diagnostic {
  const path = [...patch.path, ...placeOf(pointer, patch.change)];
  const node = getAt(tree, path) ?? getAt(tree, patch.path);
  return diagnostic('patch-result-invalid', { span: node?.span, path: formatPath(path) }, { object, pointer, detail });
}
