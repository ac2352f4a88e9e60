import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from '../../../src/host/node-host.ts';
import { HostError } from '../../../src/source/host.ts';

describe('the host of this process', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'waybill-host-'));
    writeFileSync(join(root, 'b'), 'text');
    chmodSync(join(root, 'b'), 0o755);
    mkdirSync(join(root, 'A'));
    symlinkSync('b', join(root, 'link'));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('reads files and directories', () => {
    const host = nodeHost();
    expect(new TextDecoder().decode(host.readFile(join(root, 'link')))).toBe('text');
    expect(host.readDirectory(root)).toEqual(['A', 'b', 'link']);
  });

  it.each([
    ['b', { kind: 'file', size: 4, executable: true }],
    ['link', { kind: 'file', size: 4, executable: true }],
    ['A', { kind: 'directory', size: 0, executable: true }],
    ['no', undefined],
    ['b/no', undefined],
  ])('looks at %s', (name, expected) => {
    expect(nodeHost().stat(join(root, name))).toEqual(expected);
  });

  it.each([
    ['no', 'ENOENT'],
    ['A', 'EISDIR'],
  ])('says why %s cannot be read', (name, reason) => {
    const path = join(root, name);
    expect(() => nodeHost().readFile(path)).toThrow(new HostError(reason, path));
  });
});
