import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = new URL('../../dist/bin/', import.meta.url);
const main = fileURLToPath(new URL('main.js', bin));

/** Prints the address of every module that is loaded, as the hooks of module.register see them. */
const loaded = `import { writeSync } from 'node:fs';
export const load = (url, context, next) => { writeSync(2, '\\nloads ' + url + '\\n'); return next(url, context); };`;
const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(loaded)}`)});`;

/** Texts that only a package has, also when it is minified. */
const marks = {
  cdk8s: 'CDK8S_DISABLE_SORT',
  constructs: 'Cannot set context after children',
  yaml: 'BLOCK_FOLDED',
  schema: '#/definitions/healthcheck',
};

/** The packages whose code a command line loads. */
function packagesLoadedBy(args: readonly string[], input = ''): readonly string[] {
  const { stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(register)}`, main, ...args], {
    input,
    encoding: 'utf8',
  });
  const files = [...stderr.matchAll(/^loads (file:.*)$/gm)].map(([, url = '']) => url);
  expect(files).toContain(pathToFileURL(main).href);
  const text = files.map((url) => readFileSync(new URL(url), 'utf8')).join('\n');
  return Object.entries(marks)
    .filter(([, mark]) => text.includes(mark))
    .map(([name]) => name);
}

describe('the built command loads what it needs', () => {
  it.each([
    ['--version', []],
    ['--help', []],
    ['convert --help', []],
    ['nonsense', []],
    ['config -f -', ['yaml', 'schema']],
    ['check -f -', ['cdk8s', 'constructs', 'yaml', 'schema']],
    ['convert -f -', ['cdk8s', 'constructs', 'yaml', 'schema']],
  ])('waybill %s', (line, expected) => {
    expect(packagesLoadedBy(line.split(' '), 'services: {web: {image: nginx}}')).toEqual(expected);
  });
});
