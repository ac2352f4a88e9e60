import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { type Conversion, convert } from '../../../src/pipeline.ts';
import { type Host, HostError } from '../../../src/source/host.ts';
import { memoryHost } from '../../support/memory-host.ts';

const web = (attributes: string): string => `services:\n  web:\n    image: 'acme/app:1'\n    user: '0'\n    ${attributes}\n`;

/** Where a project names a file; the file is `target`. */
const places: Readonly<Record<string, string>> = {
  env_file: web('env_file: target'),
  'env_file, raw': web('env_file: [{path: target, format: raw}]'),
  'env_file, not required': web('env_file: [{path: target, required: false}]'),
  label_file: web('label_file: target'),
  include: `include:\n  - target\n${web('scale: 1')}`,
  'env file of include': `include:\n  - {path: other.yaml, env_file: target}\n${web('scale: 1')}`,
  extends: web('extends: {file: target, service: web}'),
  config: `${web('configs: [c]')}configs:\n  c:\n    file: target\n`,
  secret: `${web('secrets: [s]')}secrets:\n  s:\n    file: target\n`,
  'bound file': web("volumes: ['./target:/etc/app.conf:ro']"),
  'bound file that is written': web("volumes: ['./target:/data/app.db']"),
  'bind of x-waybill': web("volumes: ['./target:/data/app.db'], x-waybill: {bind: {/data/app.db: configmap}}"),
};

/** What a host answers that cannot give the file. */
const obstacles: Readonly<Record<string, Partial<Host>>> = {
  'may not be read': { readFile: refuse('EACCES') },
  'may not be looked at': { stat: refuse('EACCES'), readFile: refuse('EACCES') },
  'is a link to itself': { stat: refuse('ELOOP'), readFile: refuse('ELOOP') },
  'breaks while it is read': { readFile: refuse('EIO') },
  'is too large': { stat: () => ({ kind: 'file', size: 2 ** 40, executable: false }), readFile: refuse('EFBIG') },
  'is a device or pipe': { stat: () => ({ kind: 'other', size: 0, executable: false }), readFile: refuse('ETIMEDOUT') },
  'is a directory that may not be read': {
    stat: () => ({ kind: 'directory', size: 0, executable: true }),
    readFile: refuse('EISDIR'),
    readDirectory: refuse('EACCES'),
  },
  'has a name that is too long': { stat: refuse('ENAMETOOLONG'), readFile: refuse('ENAMETOOLONG') },
};

function refuse(reason: string): (path: string) => never {
  return (path) => {
    throw new HostError(reason, path);
  };
}

function convertWith(yaml: string, obstacle: Partial<Host>, target = '/work/target'): Conversion {
  const host = memoryHost({ 'compose.yaml': yaml, target: 'x: y\n', 'other.yaml': 'services: {}\n', '.env': 'A=1\n' });
  const at = (path: string): Host => (path === target ? { ...host, ...obstacle } : host);
  const replaced: Host = {
    ...host,
    readFile: (path) => at(path).readFile(path),
    stat: (path) => at(path).stat(path),
    readDirectory: (path) => at(path).readDirectory(path),
  };
  return convert({ files: ['compose.yaml'], envFiles: [], profiles: [] }, {}, replaced);
}

/** `file:line` of every finding that stands in the way or should be looked at; `-` where it has no place. */
function placesOfFindings({ diagnostics, entries }: Conversion): readonly string[] {
  const serious = [
    ...diagnostics.filter(({ severity }) => severity !== 'info'),
    ...entries.filter(({ level, outcome }) => level !== 'info' || outcome === 'differs'),
  ];
  return serious.map(({ span }) => (span ? `${positionOf(span).file}:${positionOf(span).line}` : '-'));
}

describe('a file that cannot be had is reported where it is named (DIAG-15)', () => {
  describe.each(Object.entries(obstacles))('that %s', (_what, obstacle) => {
    it.each(Object.entries(places))('%s', (_place, yaml) => {
      const conversion = convertWith(yaml, obstacle);
      expect(conversion.violations).toEqual([]);
      const line = yaml.split('\n').findIndex((text) => text.includes('target')) + 1;
      expect(placesOfFindings(conversion)).toContain(`compose.yaml:${line}`);
    });
  });

  it.each(Object.entries(obstacles))('the Compose file itself %s', (_what, obstacle) => {
    const { project, diagnostics } = convertWith(web('scale: 1'), obstacle, '/work/compose.yaml');
    expect(project).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['compose-file-unreadable']);
  });

  it.each(Object.entries(obstacles).filter(([what]) => !what.includes('directory')))('.env %s', (_what, obstacle) => {
    const { diagnostics } = convertWith(web('scale: 1'), obstacle, '/work/.env');
    const codes = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(['env-file-unreadable', 'path-unreadable']).toContain(codes.join());
  });
});

describe('directories without an end', () => {
  it.each([
    ['links to themselves', (): readonly string[] => ['a', 'b']],
    ['one link', (): readonly string[] => ['a']],
    ['100,000 names', (): readonly string[] => Array.from({ length: 100_000 }, (_, i) => String(i))],
  ])('%s', (_what, names) => {
    const yaml = web("volumes: ['./conf:/etc/app:ro']\n    configs: [c]").concat('configs: {c: {file: ./conf}}\n');
    const host = memoryHost({ 'compose.yaml': yaml });
    let asked = 0;
    const endless: Host = {
      ...host,
      stat: (path) => (path.startsWith('/work/conf') ? { kind: 'directory', size: 0, executable: true } : host.stat(path)),
      readDirectory: () => {
        asked++;
        return names();
      },
    };
    const { violations, entries } = convert({ files: ['compose.yaml'], envFiles: [], profiles: [] }, {}, endless);
    expect(violations).toEqual([]);
    expect(entries.filter(({ level }) => level === 'error').length).toBeGreaterThan(0);
    expect(asked).toBeLessThan(200_000);
  });
});
