import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { getAt } from '../../../src/source/node-tools.ts';
import { codesOf, found, loadFiles, printedWeb, projectOf } from '../../support/load-text.ts';

function web(
  lines: string,
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): ReturnType<typeof loadFiles> {
  return loadFiles({ 'compose.yaml': `services:\n  web:\n    image: i\n    ${lines.replaceAll('\n', '\n    ')}\n`, ...files }, { env });
}

describe('variables from files', () => {
  it.each([
    [
      'A-27 environment wins, also null and empty',
      'env_file: e\nenvironment: {A: own, B: , C: ""}',
      { e: 'A=1\nB=1\nC=1\nD=1' },
      { A: 'own', B: null, C: '', D: '1' },
    ],
    ['A-27 the later file wins', 'env_file: [e, f]', { e: 'A=1\nB=1', f: 'A=2' }, { A: '2', B: '1' }],
    [
      'A-25 lookup: project, service, earlier file',
      'env_file: [e, f]\nenvironment: {S: s, P: no}',
      { e: 'A=1', f: 'X=$P-$S-$A' },
      { S: 's', P: 'no', A: '1', X: 'project-s-1' },
    ],
    [
      'A-25 a key of the same file comes before one of an earlier file',
      'env_file: [e, f]',
      { e: 'A=1', f: 'A=2\nX=$A' },
      { A: '2', X: '2' },
    ],
    ['A-24 a bare key is inherited or absent', 'env_file: e', { e: 'P\nQ\n' }, { P: 'project' }],
    ['A-26 raw', 'env_file: {path: e, format: raw}'.replace('{', '[{').replace('}', '}]'), { e: 'A="$P" # x\n' }, { A: '"$$P" # x' }],
  ])('%s', (_rule, lines, files, environment) => {
    expect(printedWeb(web(lines, files, { P: 'project' }))).toEqual({ environment });
  });

  it('a value has its place in the env file and the variables that it was made from', () => {
    const { tree } = projectOf(web('env_file: e', { e: 'A=1\nURL=http://$HOST\n' }, { HOST: 'h' }));
    const node = getAt(tree, ['services', 'web', 'environment', 'URL']);
    expect(node).toMatchObject({ kind: 'scalar', value: 'http://h', variables: ['HOST'] });
    expect(node && positionOf(node.span)).toEqual({ file: 'e', line: 2, column: 5 });
  });

  it('env_file is kept for the account, in long form', () => {
    expect(projectOf(web('env_file: e', { e: '' })).services.get('web')?.env_file).toEqual([{ path: '/work/e', required: true }]);
  });

  it.each([
    ['DIAG-15 missing', 'env_file: no', {}, ['file-unreadable@4:15']],
    ['DIAG-15 a directory', 'env_file: d', { 'd/x': '' }, ['file-unreadable@4:15']],
    ['DIAG-15 label file', 'label_file: no', {}, ['file-unreadable@4:17']],
    ['A-26 unknown format', 'env_file: [{path: e, format: x}]', { e: '' }, ['env-file-format@4:34']],
    ['A-20 an error in the file', 'env_file: e', { e: 'A B=1\n' }, ['dotenv-key@1:1']],
  ])('%s', (_rule, lines, files, expected) => {
    expect(found(web(lines, files))).toEqual(expected);
  });

  it('A-26: an optional file that is missing is reported only', () => {
    const result = web('env_file: [{path: no, required: false}]');
    expect(codesOf(result)).toEqual(['env-file-skipped']);
    expect(printedWeb(result)).toEqual({});
  });

  it('labels from files stand below those of the service', () => {
    expect(printedWeb(web('labels: {a: own}\nlabel_file: [l, m]', { l: 'a=1\nb=1', m: 'b=2\nc=$a' }))).toEqual({
      labels: { a: 'own', b: '2', c: '1' },
    });
  });
});
