import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImageBuild } from '../../../src/plan/image-builds.ts';
import { printBuildScript } from '../../../src/write/build-script.ts';
import { layOut } from '../../../src/write/layout.ts';

const directory = mkdtempSync(join(tmpdir(), 'waybill-build-'));
const script = join(directory, 'build-images.sh');
const record = join(directory, 'record');

/** Writes each of its arguments, and its standard input, with a zero byte behind them. */
writeFileSync(
  join(directory, 'docker'),
  `#!/bin/sh\nfor word in "$@"; do printf '%s\\0' "$word" >>"${record}"; done\ncase " $* " in *' --file - '*) cat >>"${record}";; esac\nprintf '\\0\\0' >>"${record}"\n`,
);
chmodSync(join(directory, 'docker'), 0o755);
afterAll(() => rmSync(directory, { recursive: true }));

function run(builds: readonly ImageBuild[], words: readonly string[] = [], env: Readonly<Record<string, string>> = {}): number | null {
  writeFileSync(script, printBuildScript(builds, 'waybill'));
  writeFileSync(record, '');
  return spawnSync('/bin/sh', [script, ...words], { env: { PATH: `${directory}:/usr/bin:/bin`, ...env } }).status;
}

function build(words: readonly string[], more: Partial<ImageBuild> = {}): ImageBuild {
  return { service: 'app', reference: 'acme/app', command: ['docker', 'buildx', 'build', ...words], variables: [], masked: [], ...more };
}

describe('the script that builds the images (B-011, B.9)', () => {
  it('calls docker with the words as they are, and adds its own before the context', () => {
    const words = [
      '--build-arg',
      `A=it's "$HOME" \`x\` \\ *\nb`,
      '--no-cache',
      '--provenance=mode=max',
      '--tag',
      'acme/app',
      '--push',
      './a b',
    ];
    expect(run([build(words)], ['--platform', 'linux/arm64'])).toBe(0);
    expect(readFileSync(record, 'utf8').split('\0').slice(0, -3)).toEqual([
      'buildx',
      'build',
      ...words.slice(0, -1),
      '--platform',
      'linux/arm64',
      './a b',
    ]);
  });

  it('hands a Dockerfile over as it is, whatever its lines', () => {
    const dockerfile = 'FROM alpine\nRUN cat <<END\n$HOME `x`\nEND\n';
    expect(run([build(['--file', '-', '--push', '.'], { dockerfile })])).toBe(0);
    expect(readFileSync(record, 'utf8')).toContain(`\0.\0${dockerfile}\0`);
  });

  it('ends when a build fails, and when the value of a secret argument is missing', () => {
    const secret = build(['--build-arg', 'TOKEN', '--push', '.'], { variables: ['TOKEN'] });
    expect(run([secret])).not.toBe(0);
    expect(run([secret], [], { TOKEN: 'x' })).toBe(0);
    expect(run([{ ...secret, command: ['false', 'buildx', 'build', '--push', '.'] }, build(['.'])], [], { TOKEN: 'x' })).not.toBe(0);
    expect(readFileSync(record, 'utf8')).toBe('');
  });

  it('is legal for a POSIX shell whatever the words', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (words, dockerfile) => {
        writeFileSync(script, printBuildScript([build([...words, '--push', '.'], { dockerfile })], 'waybill').replaceAll('\0', ''));
        execFileSync('/bin/sh', ['-n', script]);
      }),
      { numRuns: 30 },
    );
  });

  it('stands beside the manifests, executable, where something is built', () => {
    const files = layOut([], { generator: 'waybill', builds: [build(['--push', '.'])] });
    expect(files.map(({ path, mode }) => [path, mode])).toEqual([['build-images.sh', 0o755]]);
    expect(layOut([], { generator: 'waybill' })).toEqual([]);
  });
});
