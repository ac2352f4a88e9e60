import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../load/nearest.ts';
import type { PlanContext } from './context.ts';

/** L-30: whoever pins an image wants it to run. Services that are left out of this conversion may be named: CI pins what it has built. */
export function checkGivenImages({ project, options, diagnostics }: PlanContext): void {
  const known = [...project.services.keys(), ...project.inactive.keys(), ...project.unasked];
  for (const service of Object.keys(options.images)) {
    if (known.includes(service)) continue;
    diagnostics.push(
      diagnostic('image-for-unknown-service', { span: project.tree.span }, { service, suggestion: nearest(service, known)[0] }),
    );
  }
}
