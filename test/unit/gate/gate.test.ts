import { describe, expect, it } from 'vitest';
import { type Diagnostic, diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { ruleIdOf, judge } from '../../../src/gate/gate.ts';
import type { Entry, Level, Outcome } from '../../../src/ledger/entry.ts';
import type { MapNode } from '../../../src/source/node.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

const source = { path: 'compose.yaml', text: 'services:\n  web:\n    image: nginx\n' };
const span = { source, start: 0, end: 8 };
const emptyTree: MapNode = { kind: 'map', span, entries: new Map() };

function entry(outcome: Outcome, level: Level, rule: string, path = 'services.web.privileged'): Entry {
  return { path, span, via: [], outcome, level, rule, message: 'no counterpart', targets: [] };
}

function judged(
  findings: { entries?: Entry[]; diagnostics?: Diagnostic[]; tree?: MapNode },
  options: { accept?: string[]; force?: boolean; strict?: boolean } = {},
) {
  return judge({ tree: emptyTree, entries: [], diagnostics: [], ...findings }, { accept: [], force: false, strict: false, ...options });
}

const refusedError = entry('refused', 'error', 'V-19');
const refusedWarning = entry('refused', 'warning', 'B-195');
const gap = entry('not-translated', 'warning', 'G-01');
const differs = entry('differs', 'info', 'N-20');
const twice = diagnostic('port-published-twice', { span, path: 'services.web.ports[0]' });
const tooSmall = diagnostic('memory-limit-too-small', { span, path: 'services.web.mem_limit' });

describe('judge (G-01)', () => {
  it.each<[string, Parameters<typeof judged>[0], Parameters<typeof judged>[1], 0 | 1 | 3]>([
    ['nothing found', {}, {}, 0],
    ['a difference', { entries: [differs] }, { strict: true }, 0],
    ['an exact entry', { entries: [entry('exact', 'info', 'B-010')] }, { strict: true }, 0],
    ['a refusal at level warning', { entries: [refusedWarning] }, {}, 0],
    ['a refusal at level warning, strictly', { entries: [refusedWarning] }, { strict: true }, 3],
    ['a gap', { entries: [gap] }, {}, 0],
    ['a gap, strictly', { entries: [gap] }, { strict: true }, 3],
    ['a refusal at level error', { entries: [refusedError] }, {}, 1],
    ['a difference at level error', { entries: [entry('differs', 'error', 'N-20')] }, {}, 1],
    ['1 before 3', { entries: [refusedError, gap] }, { strict: true }, 1],
    ['forced', { entries: [refusedError] }, { force: true }, 0],
    ['forced, and strictly still not translated', { entries: [refusedError] }, { force: true, strict: true }, 3],
    ['accepted', { entries: [refusedError] }, { accept: ['V-19'] }, 0],
    ['accepted, strictly', { entries: [refusedError] }, { accept: ['V-19'], strict: true }, 0],
    ['another rule accepted', { entries: [refusedError] }, { accept: ['V-18'] }, 1],
    ['an error of the plan', { diagnostics: [twice] }, {}, 1],
    ['an error of the plan that force covers', { diagnostics: [twice] }, { force: true }, 0],
    ['an error of the plan that force does not cover', { diagnostics: [tooSmall] }, { force: true }, 1],
    ['an error of the plan, accepted', { diagnostics: [tooSmall] }, { accept: ['R-10'] }, 0],
    ['a warning of the plan', { diagnostics: [diagnostic('image-without-tag', { span })] }, { strict: true }, 0],
    ['A-80: a misplaced attribute', { diagnostics: [diagnostic('deploy-attribute-misplaced', { span })] }, {}, 0],
    ['A-80: a misplaced attribute, strictly', { diagnostics: [diagnostic('deploy-attribute-misplaced', { span })] }, { strict: true }, 3],
    ['A-66: settings given half, strictly', { diagnostics: [diagnostic('settings-half', { span })] }, { strict: true }, 3],
    ['A-66: settings given half', { diagnostics: [diagnostic('settings-half', { span })] }, {}, 0],
    [
      'A-80: a misplaced attribute, strictly and accepted',
      { diagnostics: [diagnostic('deploy-attribute-misplaced', { span })] },
      { strict: true, accept: ['DIAG-02'] },
      0,
    ],
  ])('%s', (_name, findings, options, exitCode) => {
    expect(judged(findings, options).exitCode).toBe(exitCode);
  });

  it('names what stands in the way, and counts what was let pass', () => {
    const verdict = judged({ entries: [refusedError, gap, differs], diagnostics: [twice, tooSmall] }, { accept: ['V-19'] });
    expect(verdict.blockingEntries).toEqual([]);
    expect(verdict.blockingDiagnostics).toEqual([twice, tooSmall]);
    expect(verdict.passed).toBe(1);
    expect(judged({ entries: [gap, differs] }, { strict: true }).blockingEntries).toEqual([gap]);
  });
});

describe('x-waybill: {accept: […]}', () => {
  const treeOf = (text: string): MapNode => readYaml({ path: 'compose.yaml', text }).documents[0] ?? emptyTree;
  const elsewhere = entry('refused', 'error', 'V-19', 'services["a.b"].volumes[0]');

  it.each([
    ['at the top level: everywhere', 'x-waybill: {accept: [V-19]}', []],
    ['at a service: in that service', 'services: {web: {x-waybill: {accept: [V-19]}}}', [elsewhere]],
    ['at a service whose name needs quotes in a path', 'services: {a.b: {x-waybill: {accept: [v-19]}}}', [refusedError]],
    ['as a single word', 'x-waybill: {accept: v-19}', []],
    ['at a service named as the start of another', 'services: {we: {x-waybill: {accept: [V-19]}}}', [refusedError, elsewhere]],
  ])('%s', (_name, text, blocking) => {
    expect(judged({ entries: [refusedError, elsewhere], tree: treeOf(text) }).blockingEntries).toEqual(blocking);
  });

  it.each(['x-waybill: {accept: [12]}', 'x-waybill: {accept: {V-19: true}}', 'services: {web: {x-waybill: {accept: ["everything"]}}}'])(
    'what is no rule is an error: %s',
    (text) => {
      const verdict = judged({ tree: treeOf(text) });
      expect(verdict.exitCode).toBe(1);
      expect(verdict.blockingDiagnostics.map(({ code }) => code)).toEqual(['acceptance-malformed']);
    },
  );

  it('an acceptance that matches nothing is a warning, with its place', () => {
    const tree = treeOf('x-waybill: {accept: [V-19, V-20]}\nservices: {a: {x-waybill: {accept: [V-19]}}}');
    const found = judged({ entries: [refusedError], tree }, { accept: ['N-20'] }).diagnostics;
    expect(found.map(({ code, severity, path, data }) => [code, severity, path, data['rule']])).toEqual([
      ['acceptance-unused', 'warning', undefined, 'N-20'],
      ['acceptance-unused', 'warning', 'x-waybill.accept', 'V-20'],
      ['acceptance-unused', 'warning', 'services.a.x-waybill.accept', 'V-19'],
    ]);
    expect(found[1]?.span?.start).toBe('x-waybill: {accept: [V-19, '.length);
  });

  it('an acceptance of a warning or of a stated difference has met something', () => {
    expect(judged({ entries: [differs] }, { accept: ['N-20'] }).diagnostics).toEqual([]);
    expect(judged({ diagnostics: [twice] }, { accept: ['DIAG-12'] }).diagnostics).toEqual([twice]);
  });
});

describe('ruleIdOf', () => {
  it.each([
    ['V-19', 'V-19'],
    ['DIAG-12', 'DIAG-12'],
    ['v-19', 'V-19'],
    ['L-05B', 'L-05b'],
    ['V19', undefined],
    ['V-', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(ruleIdOf(text)).toBe(expected);
  });
});
