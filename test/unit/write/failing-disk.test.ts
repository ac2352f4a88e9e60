import type * as fs from 'node:fs';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutputFile } from '../../../src/write/layout.ts';
import { writeDirectory } from '../../../src/write/write-directory.ts';
import { WriteError } from '../../../src/write/write-error.ts';
import { writeFileAtomically } from '../../../src/write/write-file.ts';

/** What the next changing calls of the file system do: the first `works` of them work, then all fail, or one, or the process is gone. */
const disk = vi.hoisted(() => ({
  works: Infinity,
  mode: 'one' as 'one' | 'all' | 'killed',
  code: 'ENOSPC',
  calls: 0,
  before: undefined as (() => void) | undefined,
}));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const changing = [
    'openSync',
    'writeSync',
    'writeFileSync',
    'fsyncSync',
    'linkSync',
    'copyFileSync',
    'renameSync',
    'symlinkSync',
    'rmSync',
    'mkdirSync',
    'rmdirSync',
  ];
  const wrapped = Object.fromEntries(
    changing.map((name) => [
      name,
      (...args: unknown[]): unknown => {
        // A full disk takes removals.
        if (name.startsWith('rm') && disk.mode === 'one')
          return Reflect.apply(Reflect.get(real, name) as (...all: unknown[]) => unknown, real, args);
        const call = disk.calls++;
        if (call === disk.works) disk.before?.();
        const fails = disk.mode === 'one' ? call === disk.works : call >= disk.works;
        if (fails) throw Object.assign(new Error(`${disk.code}: ${name}`), disk.mode === 'killed' ? {} : { code: disk.code });
        return Reflect.apply(Reflect.get(real, name) as (...all: unknown[]) => unknown, real, args);
      },
    ]),
  );
  return { ...real, ...wrapped, default: { ...real, ...wrapped } };
});

let root: string;
let out: string;

function healthy(): void {
  Object.assign(disk, { works: Infinity, mode: 'one', code: 'ENOSPC', calls: 0, before: undefined });
}

beforeEach(() => {
  healthy();
  root = mkdtempSync(join(tmpdir(), 'waybill-disk-'));
  out = join(root, 'out');
});
afterEach(() => {
  healthy();
  rmSync(root, { recursive: true, force: true });
});

function file(path: string, text: string): OutputFile {
  return { path, text, mode: 0o644 };
}

const earlier = [file('a.yaml', 'old a'), file('b.yaml', 'old b'), file('gone.yaml', 'old'), file('sub/c.yaml', 'old c')];
const later = [file('a.yaml', 'new a'), file('b.yaml', 'new b'), file('sub/c.yaml', 'new c'), file('more/d.yaml', 'new d')];

function contents(directory = out): Readonly<Record<string, string>> {
  if (!existsSync(directory)) return {};
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(directory.length + 1), entry.isFile() ? readFileSync(path, 'utf8') : ''];
    }),
  );
}

/** Runs with the disk as it was set up. @returns the error, and how many changing calls were made */
function attempt(action: () => void): { readonly error: unknown; readonly calls: number } {
  disk.calls = 0;
  try {
    action();
    return { error: undefined, calls: disk.calls };
  } catch (error) {
    return { error, calls: disk.calls };
  } finally {
    healthy();
  }
}

describe('a disk that fails', () => {
  // The calls of one undisturbed run: the failure is put at each of them.
  const steps = Array.from({ length: 60 }, (_, i) => i);

  it.each(steps)('full at call %i, and empty again when the run cleans up: the earlier output is whole, nothing else is left', (step) => {
    writeDirectory(out, earlier);
    writeFileSync(join(out, 'mine.txt'), 'mine');
    const before = contents();
    Object.assign(disk, { works: step, mode: 'one' });
    const { error } = attempt(() => writeDirectory(out, later));
    if (error === undefined) expect(Object.keys(contents()).filter((name) => name.includes('.new') || name.includes('.old'))).toEqual([]);
    else {
      expect(error).toBeInstanceOf(WriteError);
      expect(error).toMatchObject({ reason: 'no-space' });
      expect(contents()).toEqual(before);
    }
  });

  it.each(steps)('a first run that fails at call %i leaves no directory', (step) => {
    Object.assign(disk, { works: step, mode: 'one', code: 'EROFS' });
    const { error } = attempt(() => writeDirectory(join(out, 'deep'), later));
    if (error !== undefined) {
      expect(error).toMatchObject({ reason: 'no-permission' });
      expect(existsSync(out)).toBe(false);
    }
  });

  it.each(steps)('killed at call %i: every file is whole, and the next run leaves nothing behind', (step) => {
    writeDirectory(out, earlier);
    Object.assign(disk, { works: step, mode: 'killed' });
    attempt(() => writeDirectory(out, later));
    const old = new Map(earlier.map(({ path, text }) => [path, text]));
    const next = new Map(later.map(({ path, text }) => [path, text]));
    for (const [path, text] of Object.entries(contents())) {
      if (!path.split('/').at(-1)?.startsWith('.') && path.endsWith('.yaml')) expect([old.get(path), next.get(path)]).toContain(text);
    }
    writeDirectory(out, later);
    const { '.waybill': _, ...rest } = contents();
    expect(rest).toEqual({ 'a.yaml': 'new a', 'b.yaml': 'new b', sub: '', 'sub/c.yaml': 'new c', more: '', 'more/d.yaml': 'new d' });
  });

  it('one undisturbed run makes fewer calls than are tried', () => {
    writeDirectory(out, earlier);
    const { calls } = attempt(() => writeDirectory(out, later));
    expect(calls).toBeGreaterThan(20);
    expect(calls).toBeLessThan(steps.length);
  });

  it.each([0, 5, 12, 20, 25])('a directory that vanishes at call %i', (step) => {
    writeDirectory(out, earlier);
    Object.assign(disk, { works: step, mode: 'one', code: 'ENOENT', before: () => rmSync(out, { recursive: true, force: true }) });
    const { error } = attempt(() => writeDirectory(out, later));
    expect(error).toBeInstanceOf(WriteError);
    expect(readdirSync(root).filter((name) => name !== 'out')).toEqual([]);
  });

  it.each([0, 1, 2, 3])('a report that cannot be written at call %i leaves the earlier one', (step) => {
    const path = join(root, 'report.json');
    writeFileSync(path, 'old');
    Object.assign(disk, { works: step, mode: 'one' });
    const { error } = attempt(() => writeFileAtomically(path, 'new'));
    expect(error).toMatchObject({ reason: 'no-space' });
    expect(contents(root)).toEqual({ 'report.json': 'old' });
  });
});

describe('two runs at once', () => {
  it('the second one is refused while the first is there, and changes nothing', () => {
    writeDirectory(out, earlier);
    // The parent of this process is as alive as another run.
    symlinkSync(String(process.ppid), join(out, '.waybill.lock'));
    const before = contents();
    expect(() => writeDirectory(out, later)).toThrow(expect.objectContaining({ reason: 'busy', path: out }));
    expect(contents()).toEqual(before);
  });

  it.each([
    ['of a process that has ended', '999999999'],
    ['of this process, as after a restart of a container', String(process.pid)],
    ['of nobody', 'x'],
  ])('a lock %s does not count', (_what, text) => {
    mkdirSync(out);
    symlinkSync(text, join(out, '.waybill.lock'));
    writeDirectory(out, later);
    expect(readdirSync(out).includes('.waybill.lock')).toBe(false);
  });

  it('a file of someone else that looks like a temporary one stays', () => {
    writeDirectory(out, earlier);
    writeFileSync(join(out, '.notes.1.old'), 'mine');
    writeDirectory(out, later);
    expect(contents()).toHaveProperty(['.notes.1.old'], 'mine');
  });
});
