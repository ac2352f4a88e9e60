import { describe, expect, it } from 'vitest';
import { codesOf, found, loadFiles, printed, printedWeb, projectOf } from '../../support/load-text.ts';

describe('include (A-45, A-46)', () => {
  it('loads a project with its own directory and variables below those of the parent', () => {
    const result = loadFiles(
      {
        'compose.yaml': 'include: [sub/inc.yml]\nservices: {web: {image: i, depends_on: [db]}}\n',
        'sub/inc.yml': 'name: other\nservices: {db: {image: "$A-$B", volumes: ["./d:/d", "vol:/v"]}}\nvolumes: {vol: {}}\n',
        'sub/.env': 'A=sub\nB=sub\n',
      },
      { env: { A: 'parent' } },
    );
    expect(printed(result)).toMatchObject({
      services: { db: { image: 'parent-sub', volumes: [{ source: '/work/sub/d' }, { source: 'vol' }] } },
      volumes: { vol: { name: 'p_vol' } },
    });
    expect(projectOf(result).environment.get('B')).toBe('sub');
  });

  it('takes the long form: several paths, a directory, env files', () => {
    const result = loadFiles({
      'compose.yaml': 'include:\n  - {path: [sub/a.yml, sub/b.yml], project_directory: proj, env_file: [1.env, 2.env]}\n',
      'sub/a.yml': 'services: {web: {image: i, build: ./x, labels: {a: "$A", b: "$B"}}}\n',
      'sub/b.yml': 'services: {web: {labels: {c: d}}}\n',
      '1.env': 'A=1\nB=1\n',
      '2.env': 'B=2\n',
    });
    expect(printedWeb(result)).toMatchObject({ build: { context: '/work/proj/x' }, labels: { a: '1', b: '2', c: 'd' } });
  });

  it('merges a clash with a warning', () => {
    const result = loadFiles({
      'compose.yaml': 'include: [x.yml]\nservices:\n  web: {image: i}\n',
      'x.yml': 'services: {web: {image: x, expose: [80]}}\n',
    });
    expect(printedWeb(result)).toEqual({ expose: ['80'] });
    expect(found(result)).toEqual(['include-redefined@3:3']);
  });

  it('is used up while loading (B-005)', () => {
    const result = loadFiles({ 'compose.yaml': 'include: [{path: x.yml}]\n', 'x.yml': 'services: {web: {image: i}}\n' });
    expect(projectOf(result).consumed.map(({ path }) => path)).toEqual(['include[0].path']);
  });

  it.each([
    ['a missing file', { 'compose.yaml': 'include: [x.yml]\n' }, ['include-missing']],
    ['a cycle', { 'compose.yaml': 'include: [x.yml]\n', 'x.yml': 'include: [compose.yaml]\n' }, ['include-cycle']],
    [
      'a missing env file',
      { 'compose.yaml': 'include: [{path: x.yml, env_file: no.env}]\n', 'x.yml': 'services: {}\n' },
      ['env-file-unreadable'],
    ],
    [
      'an error in the included file',
      { 'compose.yaml': 'include: [x.yml]\n', 'x.yml': 'services: {web: {imge: x}}\n' },
      ['unknown-attribute'],
    ],
  ])('reports %s (DIAG-34)', (_case, files, expected) => {
    expect(codesOf(loadFiles(files))).toEqual(expected);
  });
});
