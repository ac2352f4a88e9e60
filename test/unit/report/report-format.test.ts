import { describe, expect, it } from 'vitest';
import { formatOfFile } from '../../../src/report/report-format.ts';

describe('formatOfFile', () => {
  it.each([
    ['report.json', 'json'],
    ['a/b.JSON', 'json'],
    ['r.sarif', 'sarif'],
    ['r.sarif.json', 'sarif'],
    ['r.md', 'markdown'],
    ['r.html', 'html'],
    ['r.txt', 'text'],
    ['report', 'text'],
    ['json', 'json'],
  ])('%s is %s', (name, format) => {
    expect(formatOfFile(name)).toBe(format);
  });
});
