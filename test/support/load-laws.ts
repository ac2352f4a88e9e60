import { expect } from 'vitest';
import type { Span } from '../../src/diagnostics/span.ts';
import type { LoadResult } from '../../src/load/load.ts';

/** Findings about no place in any file: a file that is not there, a name from elsewhere. */
const placeless: ReadonlySet<string> = new Set([
  'no-compose-file',
  'several-compose-files',
  'compose-file-unreadable',
  'env-file-unreadable',
  'path-unreadable',
  'project-name-empty',
  'project-name-invalid',
  'project-name-from-directory',
]);

/** Whatever the input: a project, or an error with its place. */
export function expectLoadedOrDiagnosed(result: LoadResult): void {
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.length > 0).toBe(result.project === undefined);
  for (const { code, span } of result.diagnostics) {
    if (!span) expect(placeless).toContain(code);
    else expectInside(span);
  }
}

export function expectInside({ source, start, end }: Span): void {
  expect([start >= 0, end >= start, end <= source.text.length]).toEqual([true, true, true]);
}
