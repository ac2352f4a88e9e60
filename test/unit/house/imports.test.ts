import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Each part may import itself and those before it. Parts of one line know nothing of each other. */
const order: readonly (readonly string[])[] = [
  ['diagnostics', 'generated'],
  ['source'],
  ['value'],
  ['model'],
  ['load', 'image', 'ledger'],
  ['plan'],
  ['validate'],
  ['pipeline.ts'],
  ['gate', 'host'],
  ['charts', 'write'],
  ['report'],
  ['diff'],
  ['core.ts'],
  ['cli', 'index.ts'],
];

/** What runs in a browser: all but charts, its host, and what writes files. */
const portable = [
  'diagnostics',
  'source',
  'value',
  'model',
  'load',
  'image',
  'ledger',
  'plan',
  'validate',
  'pipeline.ts',
  'gate',
  'core.ts',
];

/** Packages that each part may use; other parts use none. */
const packages: Readonly<Record<string, readonly string[]>> = {
  source: ['yaml'],
  value: ['@noble/hashes'],
  image: ['unbash'],
  plan: ['unbash'],
  report: ['picocolors'],
  write: ['yaml'],
  diff: ['yaml'],
  charts: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  cli: ['commander', 'cdk8s'],
};

interface Import {
  readonly file: string;
  readonly part: string;
  readonly target: string;
}

function partOf(path: string): string {
  const [top = '', next = ''] = path.split('/');
  return top === 'charts' ? 'charts' : next;
}

const files = ['src', 'charts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`)
    .toSorted(),
);

const imports: readonly Import[] = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:^(?:import|export)\b[^;]*?\bfrom |^import |\bimport\()'([^']+)'/gm)].map(
    ([, target = '']) => ({
      file,
      part: partOf(file),
      target,
    }),
  ),
);

const rankOf = (part: string): number => order.findIndex((parts) => parts.includes(part));

describe('imports', () => {
  it('every part has its place in the order', () => {
    expect([...new Set(files.map(partOf))].filter((part) => rankOf(part) === -1)).toEqual([]);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('go one way', () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith('.'))
      .map(({ file, part, target }) => ({ file, part, path: join(dirname(file), target) }))
      .filter(({ part, path }) => partOf(path) !== part && rankOf(partOf(path)) >= rankOf(part))
      .map(({ file, path }) => `${file} imports ${path}`);
    expect(wrong).toEqual([]);
  });

  it('carry the extension', () => {
    expect(imports.filter(({ target }) => target.startsWith('.') && !/\.(?:ts|mjs)$/.test(target))).toEqual([]);
  });

  it('take packages only where they belong', () => {
    const wrong = imports.filter(({ part, target }) => {
      if (target.startsWith('.') || target.startsWith('node:')) return false;
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      return !(packages[part] ?? []).includes(name);
    });
    expect(wrong).toEqual([]);
  });

  it('what runs in a browser knows nothing of Node', () => {
    const inner = files.filter((file) => portable.includes(partOf(file)));
    const node = imports.filter(({ part, target }) => portable.includes(part) && target.startsWith('node:'));
    expect(node).toEqual([]);
    const globals = inner.filter((file) =>
      /(?<![\w.'])(?:process\.(?:env|cwd|exit|argv|stdout)|Buffer\.|__dirname|require\('\w)/.test(withoutComments(file)),
    );
    expect(globals).toEqual([]);
  });
});

function withoutComments(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
}
