import type { Path } from './node-tools.ts';

/**
 * A set of paths, written as `services.*.ports[].target`: `*` stands for any key (also inside one, `x-*`),
 * `[]` for any list item. A pattern covers exactly the paths of its own length.
 */
export interface PathPattern {
  readonly text: string;
  readonly steps: readonly PatternStep[];
}

type PatternStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'keys'; readonly shape: RegExp }
  | { readonly kind: 'item' };

/** Compiles a pattern; patterns are constants of the program, so anything odd in one is taken for a key. */
export function pathPattern(text: string): PathPattern {
  const steps: PatternStep[] = [];
  for (const part of text.split('.')) {
    const key = part.replace(/(?:\[\])+$/, '');
    if (key !== '') steps.push(keyStep(key));
    for (let at = key.length; at < part.length; at += 2) steps.push({ kind: 'item' });
  }
  return { text, steps };
}

function keyStep(key: string): PatternStep {
  if (!key.includes('*')) return { kind: 'key', name: key };
  const shape = key.split('*').map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return { kind: 'keys', shape: new RegExp(`^${shape.join('.*')}$`, 's') };
}

/** Whether the whole path fits the pattern. */
export function matchesPath(pattern: PathPattern, path: Path): boolean {
  return pattern.steps.length === path.length && pattern.steps.every((step, at) => fits(step, path[at]));
}

function fits(step: PatternStep, segment: string | number | undefined): boolean {
  if (step.kind === 'item') return typeof segment === 'number';
  if (typeof segment !== 'string') return false;
  return step.kind === 'key' ? step.name === segment : step.shape.test(segment);
}
