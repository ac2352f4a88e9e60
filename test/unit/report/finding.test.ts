import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { renderBriefly, renderFinding } from '../../../src/report/diagnostics.ts';
import { findingOf, findingOfEntry } from '../../../src/report/finding.ts';
import { createStyle, plainStyle } from '../../../src/report/style.ts';

const source = { path: 'compose.yaml', text: 'services:\n  web:\n    ports: ["80:80"]\n  admin:\n    ports: ["80:81"]\n' };
const second = { source, start: source.text.lastIndexOf('"80:81"'), end: source.text.lastIndexOf(']') };
const first = { source, start: source.text.indexOf('"80:80"'), end: source.text.indexOf(']') };
const twice = diagnostic(
  'port-published-twice',
  { span: second, path: 'services.admin.ports[0]', related: [{ span: first, label: 'published first' }] },
  { port: 80, protocol: 'tcp', first: 'web', second: 'admin' },
);

describe('renderFinding', () => {
  it('gives place, severity, rule, path and sentence, the source line, further places and the hint', () => {
    const { message, hint = '' } = findingOf(twice);
    expect(renderFinding(findingOf(twice), plainStyle)).toEqual([
      `compose.yaml:5:13: error DIAG-12 services.admin.ports[0]: ${message}`,
      ' 5 |     ports: ["80:81"]',
      '   |             ^^^^^^^',
      'compose.yaml:3:13: published first',
      ' 3 |     ports: ["80:80"]',
      '   |             ^^^^^^^',
      `  hint: ${hint}`,
    ]);
  });

  it('without a place and a path', () => {
    const finding = findingOf(diagnostic('acceptance-unused', {}, { rule: 'V-19' }));
    expect(renderBriefly(finding, plainStyle)).toEqual([`warning G-01: ${finding.message}`, `  hint: ${finding.hint ?? ''}`]);
  });

  it('an entry of the ledger reads the same', () => {
    const entry = {
      path: 'services.web.ports[0]',
      span: first,
      via: [],
      outcome: 'refused',
      level: 'error',
      rule: 'N-20',
      message: 'no',
      targets: [],
    } as const;
    expect(renderBriefly(findingOfEntry(entry), plainStyle)).toEqual(['compose.yaml:3:13: error N-20 services.web.ports[0]: no']);
  });

  it('a name from the input cannot add lines or obey the terminal', () => {
    const finding = { severity: 'error', rule: 'A-01', path: 'services["a\nb"]', message: 'x\n\u001b[2Jy', related: [] } as const;
    expect(renderBriefly(finding, plainStyle)).toEqual(['error A-01 services["a b"]: x \ufffd[2Jy']);
  });

  it('colours are there when asked for only', () => {
    expect(renderFinding(findingOf(twice), plainStyle).join('')).not.toContain('\u001b');
    expect(renderFinding(findingOf(twice), createStyle(true)).join('')).toContain('\u001b[31merror');
  });
});
