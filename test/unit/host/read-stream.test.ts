import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from '../../../src/host/node-host.ts';
import { largestFile } from '../../../src/host/read-stream.ts';
import { HostError } from '../../../src/source/host.ts';

describe.skipIf(process.platform === 'win32')('files that are none', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'waybill-stream-'));
    for (const name of ['idle', 'written']) spawnSync('mkfifo', [join(root, name)]);
    for (const name of ['large', 'largest']) writeFileSync(join(root, name), '');
    truncateSync(join(root, 'large'), largestFile + 1);
    truncateSync(join(root, 'largest'), largestFile);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ['a pipe that nobody writes to', 'idle', 'ETIMEDOUT'],
    ['more than is read', 'large', 'EFBIG'],
    ['a device without an end', '/dev/zero', 'EFBIG'],
    ['a directory', '.', 'EISDIR'],
  ])('%s cannot be read', (_what, name, reason) => {
    const path = name.startsWith('/') ? name : join(root, name);
    const start = performance.now();
    expect(() => nodeHost().readFile(path)).toThrow(new HostError(reason, path));
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('the largest file can be read, and a device that is empty', () => {
    expect(nodeHost().readFile(join(root, 'largest')).length).toBe(largestFile);
    expect(nodeHost().readFile('/dev/null').length).toBe(0);
  });

  it('a pipe is waited for, and what came out of it is there again', () => {
    const path = join(root, 'written');
    const writer = spawn('/bin/sh', ['-c', `sleep 0.2; { printf 'A=1\\n'; sleep 0.2; printf 'B=2\\n'; } > '${path}'`]);
    const host = nodeHost();
    const read = (): string => new TextDecoder().decode(host.readFile(path));
    expect([read(), read()]).toEqual(['A=1\nB=2\n', 'A=1\nB=2\n']);
    writer.kill();
  });
});
