import { describe, expect, it } from 'vitest';
import { printMarkdownReport } from '../../../src/report/markdown-report.ts';
import { convertText } from '../../support/convert-text.ts';

const hostile = '<img src=x onerror=alert(1)>|`*_[a](javascript:b)@everyone';

describe('printMarkdownReport', () => {
  it('tables have as many cells in each row as in the head', () => {
    const report = printMarkdownReport(
      convertText(`services: {"a": {image: nginx, mac_address: "x", ports: ["80:80"], labels: {"${hostile}": x}}}`),
    );
    const rows = report.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(4);
    let cells = 0;
    for (const [at, row] of rows.entries()) {
      const count = row.replaceAll('\\|', '').split('|').length;
      if (rows[at + 1]?.startsWith('| ---')) cells = count;
      expect(count).toBe(cells);
    }
  });

  it('text of the input adds no markup', () => {
    const report = printMarkdownReport(
      convertText(`name: x\nservices: {web: {image: nginx, environment: {A: b}, "x-${hostile}": 1, labels: {"${hostile}": "1"}}}`),
    );
    const outsideCode = report.replaceAll(/(`+)[^`][\s\S]*?[^`]\1(?!`)/g, '');
    expect(outsideCode).not.toContain('<img');
    expect(outsideCode).not.toMatch(/(?<!\\)\[a\]/);
  });

  it('an invalid input has its findings', () => {
    const report = printMarkdownReport(convertText('services: {web: {imag: nginx}}'));
    expect(report).toContain('`compose.yaml:1:18`');
    expect(report).toContain('DIAG-02');
  });
});
