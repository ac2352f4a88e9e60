import { describe, expect, it } from 'vitest';
import { hookCommand, shellQuote } from '../../../src/plan/hooks.ts';
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

describe('hookCommand (L-17)', () => {
  it('is one subshell whose steps stop at the first that fails', () => {
    expect(hookCommand({ command: ['echo', "it's"], working_dir: '/a b', environment: { A: '$x', UNSET: null } })).toBe(
      `(cd '/a b' && export A='$x' && exec 'echo' 'it'\\''s')`,
    );
  });

  it('quotes a word for any POSIX shell', () => {
    expect(shellQuote(`a'b"$c`)).toBe(`'a'\\''b"$c'`);
  });
});
