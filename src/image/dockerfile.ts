import type { SourceFile, Span } from '../diagnostics/span.ts';
import type { DockerfileFacts, DockerfileProblem } from './dockerfile-facts.ts';
import { readInstructions } from './dockerfile-instructions.ts';
import { StageReader } from './dockerfile-stage-reader.ts';
import { readStages, stageChain } from './dockerfile-stages.ts';
import { type FactsLookup, factsOf as tableFactsOf } from './facts-of.ts';

export interface DockerfileOptions {
  /** `build.target`: name of a stage, whatever its case, or its number from 0. */
  readonly target?: string;
  /** `build.args`; undefined for one without a value. */
  readonly args: ReadonlyMap<string, string | undefined>;
  /** Under which messages name the file. */
  readonly path: string;
  /** What is known about the image that it starts from; the table of well-known images unless given. */
  readonly factsOf?: FactsLookup;
}

/**
 * Reads from a Dockerfile what matters for running its image: that of the target, else the last stage, with what the
 * stages inherit that it starts from (B.9). Never throws; what cannot be understood is listed in `problems`.
 */
export function readDockerfile(text: string, options: DockerfileOptions): DockerfileFacts {
  const source: SourceFile = { path: options.path, text };
  const problems: DockerfileProblem[] = [];
  const instructions = readInstructions(source);
  const { list, globals } = readStages(instructions, options.args, problems);
  const chain = stageChain(list, options.target);
  if (!chain || chain.length === 0) {
    const span: Span = { source, start: 0, end: 0 };
    problems.push({ span, reason: list.length === 0 ? 'there is no FROM' : `there is no stage ${options.target ?? ''}` });
    return new StageReader({ source, problems, args: options.args, globals, escape: instructions.escape, base: undefined }).facts();
  }
  const first = chain[0];
  const base = first?.base === undefined ? undefined : { value: first.base, span: first.from.span };
  const { factsOf = tableFactsOf } = options;
  const workdir = base && factsOf(base.value)?.workdir;
  const reader = new StageReader({
    source,
    problems,
    args: options.args,
    globals,
    escape: instructions.escape,
    base,
    ...(workdir !== undefined && { workdir }),
  });
  for (const stage of chain) reader.read(stage);
  return reader.facts();
}
