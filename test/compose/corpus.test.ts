import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../src/host/node-host.ts';
import { load } from '../../src/load/load.ts';
import { expectLoadedOrDiagnosed } from '../support/load-laws.ts';
import { mutated, mutation } from '../support/mutations.ts';
import { composeBinary, sharedFolder, skipNote } from './binary.ts';
import { corpusCases, loadHere, loadWithCompose } from './compare.ts';

const shared = sharedFolder();
const skipped = shared === undefined ? ' (skipped: WAYBILL_SHARED names no folder with a corpus)' : skipNote;

describe.skipIf(shared === undefined || composeBinary === undefined)(`real projects load as Docker Compose loads them${skipped}`, () => {
  it.each(shared === undefined ? [] : corpusCases(shared))('$name', (one) => {
    const theirs = loadWithCompose(one);
    const ours = loadHere(one);
    expect(ours.project === undefined, `${theirs.words}\n${ours.words}`).toBe(theirs.project === undefined);
    expect(ours.project).toEqual(theirs.project);
  });
});

describe.skipIf(shared === undefined)(`mutations of real projects load or are diagnosed${skipped}`, () => {
  const cases = shared === undefined ? [] : corpusCases(shared).filter(({ files }) => files.length > 0);
  it.each(cases)('$name', (one) => {
    const host = { ...nodeHost(), cwd: one.folder, env: one.environment };
    const changed = join(one.folder, one.files[0] ?? '');
    const text = readFileSync(changed, 'utf8');
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = new TextEncoder().encode(changes.reduce(mutated, text));
        const readFile = (path: string): Uint8Array => (path === changed ? bytes : host.readFile(path));
        expectLoadedOrDiagnosed(load({ files: one.files, envFiles: one.envFiles, profiles: one.profiles }, { ...host, readFile }));
      }),
      { numRuns: 15 },
    );
  });
});
