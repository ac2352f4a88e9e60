import { describe, expect, it } from 'vitest';
import { normalizeProjectName } from '../../../src/load/project-name.ts';
import { codesOf, loadText, printed, projectOf } from '../../support/load-text.ts';

const services = 'services: {web: {image: "${COMPOSE_PROJECT_NAME}"}}\n';

describe('the name of the project (A-04)', () => {
  it.each([
    ['the flag', { input: { projectName: 'flag' }, env: { COMPOSE_PROJECT_NAME: 'env' } }, `name: file\n${services}`, 'flag', 'flag'],
    [
      'the environment',
      { input: { projectName: undefined }, env: { COMPOSE_PROJECT_NAME: 'env' } },
      `name: file\n${services}`,
      'env',
      'environment',
    ],
    [
      'the file, interpolated and normalised',
      { input: { projectName: undefined }, env: { X: 'Y.z' } },
      `name: _My-$X\n${services}`,
      'my-yz',
      'file',
    ],
    ['the last document', { input: { projectName: undefined } }, `name: a\n${services}---\nname: b\n`, 'b', 'file'],
    ['the directory', { input: { projectName: undefined }, cwd: '/srv/My App' }, services, 'myapp', 'directory'],
  ])('%s', (_case, options, text, name, source) => {
    const result = loadText(text, options);
    expect(projectOf(result)).toMatchObject({ name, nameSource: source });
    expect(printed(result)).toMatchObject({ name, services: { web: { image: name } } });
  });

  it.each([
    ['a flag that is none', { input: { projectName: 'Bad!' } }, services, ['project-name-invalid']],
    [
      'a variable that is none',
      { input: { projectName: undefined }, env: { COMPOSE_PROJECT_NAME: '-x' } },
      services,
      ['project-name-invalid'],
    ],
    ['nothing left of the name', { input: { projectName: undefined } }, `name: "!"\n${services}`, ['project-name-empty']],
  ])('rejects %s', (_case, options, text, expected) => {
    expect(codesOf(loadText(text, options))).toEqual(expected);
  });

  it('reports a name that comes from the directory', () => {
    expect(codesOf(loadText(services, { input: { projectName: undefined } }))).toEqual(['project-name-from-directory']);
  });

  it.each([
    ['Foo_Bar-1', 'foo_bar-1'],
    ['__x', 'x'],
    ['äöü', ''],
    ['A B', 'ab'],
  ])('normalises %s', (text, name) => {
    expect(normalizeProjectName(text)).toBe(name);
  });
});
