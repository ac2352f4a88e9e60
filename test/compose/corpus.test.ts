import { describe, expect, it } from 'vitest';
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
