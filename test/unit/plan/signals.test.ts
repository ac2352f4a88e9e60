import { describe, expect, it } from 'vitest';
import { hookLine, isPlainCommand, shellQuote } from '../../../src/plan/hooks.ts';
import { signalNumber } from '../../../src/plan/signals.ts';

describe('signalNumber (L-15)', () => {
  it.each([
    ['SIGINT', 2],
    ['int', 2],
    ['2', 2],
    ['SIGTERM', 15],
    ['SIGWINCH', 28],
    ['SIGRTMIN', 34],
    ['SIGRTMIN+3', 37],
    ['SIGRTMAX-1', 63],
    ['SIGRTMIN+31', undefined],
    ['0', undefined],
    ['65', undefined],
    ['SIGNAL', undefined],
    ['', undefined],
  ])('%s is %s', (text, number) => {
    expect(signalNumber(text)).toBe(number);
  });
});

describe('hookLine (L-17)', () => {
  it('is one subshell whose steps stop at the first that fails', () => {
    expect(hookLine({ workingDirectory: `'/a b'`, variables: [{ name: 'A', value: `'$x'` }], command: `'echo' "$ARG_1"` })).toBe(
      `(cd '/a b' && export A='$x' && exec 'echo' "$ARG_1")`,
    );
  });

  it('gives names that no shell takes to env', () => {
    expect(hookLine({ variables: [{ name: 'a.b', value: `'1'` }], command: `'run'` })).toBe(`(exec env 'a.b'='1' 'run')`);
  });

  it.each([
    [{ command: ['a', 'b'] }, true],
    [{ command: ['a'], environment: {} }, true],
    [{ command: ['a'], working_dir: '/' }, false],
    [{ command: ['a'], environment: { A: '1' } }, false],
  ])('%j needs no shell: %s (B-074)', (hook, plain) => {
    expect(isPlainCommand(hook)).toBe(plain);
  });

  it('quotes a word for any POSIX shell', () => {
    expect(shellQuote(`a'b"$c`)).toBe(`'a'\\''b"$c'`);
  });
});
