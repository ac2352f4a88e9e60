import { describe, expect, it } from 'vitest';
import { loadText } from '../../support/load-text.ts';

function infos(lines: string): readonly (readonly [string, unknown])[] {
  const { diagnostics } = loadText(`services:\n  web:\n    image: i\n    ${lines}\nsecrets: {s: {file: s}}\n`);
  return diagnostics.map((one) => [one.code, one.data] as const);
}

describe('values that are not read as they were meant', () => {
  it.each([
    ['DIAG-22', 'environment: {V: 1.10}', [['value-reworded', { written: '1.10', text: '1.1' }]]],
    ['DIAG-22', 'labels: {umask: 0022}', [['value-reworded', { written: '0022', text: '18' }]]],
    ['DIAG-22 does not show what may be a secret', 'environment: {API_KEY: 0022}', [['value-reworded', {}]]],
    ['DIAG-22 not for what stays', 'environment: {A: 1, B: true, C: "1.10", D: 1.5}', []],
    ['DIAG-18', 'secrets: [{source: s, mode: 440}]', [['mode-decimal', { written: '440', octal: '0670' }]]],
    ['DIAG-18 not for octal numbers', 'secrets: [{source: s, mode: 0440}, {source: s, target: a, mode: "440"}]', []],
  ])('%s: %s', (_rule, lines, expected) => {
    expect(infos(lines)).toEqual(expected);
  });
});
