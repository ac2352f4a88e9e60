import type { DockerfileProblem } from './dockerfile-facts.ts';
import type { Instruction, Instructions } from './dockerfile-instructions.ts';
import { expand, splitWords } from './dockerfile-words.ts';

/** A stage of a Dockerfile, from its FROM to the next. */
export interface Stage {
  readonly from: Instruction;
  /** In lower case: stage names do not tell cases apart. */
  readonly name?: string;
  /** The image or stage after FROM, variables replaced; undefined where a variable has no value. */
  readonly base: string | undefined;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
}

export interface Stages {
  readonly list: readonly Stage[];
  /** Values of the ARGs before the first FROM; stages see them once they declare the name. */
  readonly globals: ReadonlyMap<string, string | undefined>;
}

/** Groups instructions by stage and evaluates the ARGs before the first FROM. */
export function readStages(
  { list, escape }: Instructions,
  args: ReadonlyMap<string, string | undefined>,
  problems: DockerfileProblem[],
): Stages {
  const globals = new Map<string, string | undefined>();
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of list) {
    if (instruction.keyword === 'FROM') stages.push(readFrom(instruction, globals, escape, problems));
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === 'ARG')
      declareArguments(instruction, globals, { args, lookup: (name) => globals.get(name), escape, problems });
    else problems.push({ span: instruction.span, reason: `${instruction.keyword} stands before the first FROM` });
  }
  return { list: stages, globals };
}

function readFrom(
  instruction: Instruction,
  globals: ReadonlyMap<string, string | undefined>,
  escape: string,
  problems: DockerfileProblem[],
): Stage & { instructions: Instruction[] } {
  const [written = '', as, name] = instruction.rest.split(/\s+/);
  const base = expand(written, (variable) => globals.get(variable), escape);
  const known = base.ok && base.value.unset.length === 0 && base.value.text !== '';
  if (!base.ok) problems.push({ span: instruction.span, reason: base.reason });
  else if (!known) {
    const [unset] = base.value.unset;
    problems.push({
      span: instruction.span,
      reason: unset === undefined ? 'FROM names no image' : `FROM uses ${unset}, which has no value`,
    });
  }
  return {
    from: instruction,
    base: known ? base.value.text : undefined,
    ...(as?.toLowerCase() === 'as' && name !== undefined && { name: name.toLowerCase() }),
    instructions: [],
  };
}

export interface ArgumentScope {
  /** Build arguments. */
  readonly args: ReadonlyMap<string, string | undefined>;
  readonly lookup: (name: string) => string | undefined;
  readonly escape: string;
  readonly problems: DockerfileProblem[];
  /** Values for names that an ARG declares without a default. */
  readonly globals?: ReadonlyMap<string, string | undefined>;
}

/** Carries out an ARG: a build argument wins over the default, which wins over the ARG before the first FROM. */
export function declareArguments(instruction: Instruction, values: Map<string, string | undefined>, scope: ArgumentScope): void {
  for (const word of splitWords(instruction.rest, scope.escape)) {
    const equals = word.indexOf('=');
    const name = equals === -1 ? word : word.slice(0, equals);
    let value = scope.args.get(name);
    if (value === undefined && equals !== -1) {
      const expanded = expand(word.slice(equals + 1), scope.lookup, scope.escape);
      if (expanded.ok) value = expanded.value.text;
      else scope.problems.push({ span: instruction.span, reason: expanded.reason });
    }
    values.set(name, value ?? scope.globals?.get(name));
  }
}

/** The stages that make up the image, first the one that starts from a foreign image; undefined when there is no such target. */
export function stageChain(stages: readonly Stage[], target: string | undefined): readonly Stage[] | undefined {
  let index = targetIndex(stages, target);
  if (index === -1) return undefined;
  const chain: Stage[] = [];
  while (index !== -1) {
    const stage = stages[index];
    if (!stage) break;
    chain.unshift(stage);
    const parent = stage.base?.toLowerCase();
    // A name means the nearest earlier stage of that name; a later one or itself is an image.
    index = parent === undefined ? -1 : stages.slice(0, index).findLastIndex(({ name }) => name === parent);
  }
  return chain;
}

function targetIndex(stages: readonly Stage[], target: string | undefined): number {
  if (target === undefined || target === '') return stages.length - 1;
  const named = stages.findLastIndex(({ name }) => name === target.toLowerCase());
  if (named !== -1) return named;
  return /^\d+$/.test(target) && Number(target) < stages.length ? Number(target) : -1;
}
