import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusCase, loadHere, loadWithCompose, sharedFolder } from './compare.ts';
import { type SmallProject, smallProjects } from './projects.ts';

const shared = sharedFolder();
const skipped = shared === undefined ? ' (skipped: WAYBILL_SHARED names no folder with corpus and tools)' : '';

describe.skipIf(shared === undefined)(`small projects load as Docker Compose loads them${skipped}`, () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'waybill-projects-'));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it.each(smallProjects)('$name', (project) => {
    const one = written(project, join(root, 'app'));
    const theirs = loadWithCompose(shared ?? '', one);
    const ours = loadHere(one);
    rmSync(one.folder, { recursive: true, force: true });
    const agree = (theirs.project === undefined) === (ours.project === undefined);
    // A deliberate difference that has gone is no difference any more: the table is out of date.
    expect(agree, `${theirs.words}\n${ours.words}`).toBe(project.differs === undefined);
    if (agree) expect(ours.project).toEqual(theirs.project);
  });
});

function written(project: SmallProject, folder: string): CorpusCase {
  for (const [name, text] of Object.entries(project.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return {
    name: project.name,
    folder,
    files: project.compose ?? Object.keys(project.files).filter((name) => name.endsWith('.yaml')),
    envFiles: project.envFiles ?? [],
    profiles: project.profiles ?? [],
    environment: project.environment ?? {},
  };
}
