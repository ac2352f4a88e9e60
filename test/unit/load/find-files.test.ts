import { describe, expect, it } from 'vitest';
import { codesOf, loadFiles, printed, projectOf } from '../../support/load-text.ts';

const file = 'services: {web: {image: "i:$A"}}\n';

describe('which files make the project (A-01…A-03)', () => {
  it.each([
    [
      'the first default name',
      { 'docker-compose.yml': 'services: {web: {image: no}}', 'compose.yaml': 'services: {web: {image: yes}}' },
      'yes',
    ],
    [
      'the override, yml first',
      {
        'compose.yaml': file,
        'compose.override.yaml': 'services: {web: {image: no}}',
        'compose.override.yml': 'services: {web: {image: yes}}',
      },
      'yes',
    ],
    ['families mix', { 'compose.yml': file, 'docker-compose.override.yaml': 'services: {web: {image: yes}}' }, 'yes'],
    ['a parent directory', { '/compose.yaml': 'services: {web: {image: yes}}' }, 'yes'],
  ])('A-01: %s', (_case, files, image) => {
    expect(printed(loadFiles(files))).toMatchObject({ services: { web: { image } } });
  });

  it('A-01: reports when there is none, and when there are several', () => {
    expect(codesOf(loadFiles({}))).toEqual(['no-compose-file']);
    expect(codesOf(loadFiles({ 'compose.yaml': 'services: {a: {image: i}}', 'compose.yml': '' }))).toEqual(['several-compose-files']);
  });

  it('A-02: -f disables discovery; paths of all files start at the first', () => {
    const files = {
      'a/x.yml': 'services: {web: {image: i}}',
      'b/y.yml': 'services: {web: {build: ./z}}',
      'compose.override.yml': 'services: {no: {image: i}}',
    };
    const project = projectOf(loadFiles(files, { input: { files: ['a/x.yml', 'b/y.yml'] } }));
    expect(project.directory).toBe('/work/a');
    expect([...project.services.keys()]).toEqual(['web']);
    expect(project.services.get('web')?.build?.context).toBe('/work/a/z');
  });

  it('A-02: --project-directory, standard input and COMPOSE_FILE', () => {
    const fromInput = loadFiles({}, { input: { files: ['-'], projectDirectory: 'd' }, standardInput: 'services: {web: {build: .}}' });
    expect(projectOf(fromInput).services.get('web')?.build?.context).toBe('/work/d');
    const listed = loadFiles(
      { x: 'services: {a: {image: i}}', y: 'services: {b: {image: i}}' },
      { env: { COMPOSE_FILE: 'x;y', COMPOSE_PATH_SEPARATOR: ';' } },
    );
    expect([...projectOf(listed).services.keys()]).toEqual(['a', 'b']);
    expect(codesOf(loadFiles({}, { input: { files: ['no.yaml'] } }))).toEqual(['compose-file-unreadable']);
  });

  it.each([
    ['the process wins over .env', { '.env': 'A=file' }, {}, { A: 'process' }, 'i:process'],
    ['.env', { '.env': 'A=file' }, {}, {}, 'i:file'],
    ['--env-file replaces .env, the later wins', { '.env': 'A=no', '1': 'A=1', '2': 'A=2' }, { envFiles: ['1', '2'] }, {}, 'i:2'],
    ['COMPOSE_ENV_FILES', { '1': 'A=1' }, {}, { COMPOSE_ENV_FILES: '1' }, 'i:1'],
    ['COMPOSE_DISABLE_ENV_FILE', { '.env': 'A=file' }, {}, { COMPOSE_DISABLE_ENV_FILE: 'true' }, 'i:'],
    ['a file redefines what it uses', { '1': 'B=1', '2': 'B=2\nA=$B' }, { envFiles: ['1', '2'] }, {}, 'i:2'],
  ])('A-03: %s', (_case, files, input, env, image) => {
    expect(printed(loadFiles({ 'compose.yaml': file, ...files }, { input, env }))).toMatchObject({ services: { web: { image } } });
  });

  it('A-03: .env may name the files; the .env beside them counts too, with less weight', () => {
    const result = loadFiles({
      '.env': 'COMPOSE_FILE=d/x.yml\nA=top',
      'd/x.yml': 'services: {web: {image: "$A-$B"}}',
      'd/.env': 'A=d\nB=d',
    });
    expect(printed(result)).toMatchObject({ services: { web: { image: 'top-d' } } });
    expect([...projectOf(result).environmentFromFiles].toSorted()).toEqual(['A', 'B', 'COMPOSE_FILE']);
  });

  it('A-03: a named env file that is missing or a directory is an error', () => {
    expect(codesOf(loadFiles({ 'compose.yaml': file }, { input: { envFiles: ['no'] } }))).toEqual(['env-file-unreadable']);
    expect(codesOf(loadFiles({ 'compose.yaml': file, 'd/x': '' }, { input: { envFiles: ['d'] } }))).toEqual(['env-file-unreadable']);
  });
});
