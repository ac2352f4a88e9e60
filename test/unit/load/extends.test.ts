import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { getAt } from '../../../src/source/node-tools.ts';
import { found, loadFiles, loadText, printedWeb, projectOf } from '../../support/load-text.ts';

describe('extends (A-44)', () => {
  it('inherits everything and lays the service over it', () => {
    const result = loadText(
      `
services:
  base: {image: b, ports: ["80:80"], environment: {A: 1, B: 2}, profiles: [x]}
  web: {extends: base, image: i, environment: [B=3], profiles: [y]}
`,
      { input: { profiles: ['*'] } },
    );
    expect(printedWeb(result)).toMatchObject({ environment: { A: '1', B: '3' }, ports: [{ target: 80 }], profiles: ['x', 'y'] });
  });

  it('resolves a chain through files against the directory of each file', () => {
    const result = loadFiles({
      'compose.yaml': 'services: {web: {extends: {file: sub/base.yml, service: app}}}\n',
      'sub/base.yml': 'services: {app: {image: i, volumes: ["./d:/d"], extends: {file: ../other/o.yml, service: o}}}\n',
      'other/o.yml': 'include: [missing.yml]\nservices: {o: {image: o, volumes: ["./z:/z"]}}\n',
    });
    expect(printedWeb(result)).toMatchObject({ volumes: [{ source: '/work/other/z' }, { source: '/work/sub/d' }] });
  });

  it('!reset and !override act on what is inherited (A-42, A-43)', () => {
    const result = loadText(`
services:
  base: {image: b, expose: [80], dns: [1.1.1.1], environment: {A: 1, B: 2}}
  web: {extends: base, image: i, expose: !override [81], dns: !reset null, environment: {A: !reset null}}
`);
    expect(printedWeb(result)).toEqual({ expose: ['81'], environment: { B: '2' } });
  });

  it('is used up while loading', () => {
    const project = projectOf(loadText('services:\n  base: {image: b}\n  web: {extends: {service: base}}\n'));
    expect(project.consumed.map(({ path, rule }) => [path, rule])).toEqual([['services.web.extends.service', 'A-44']]);
  });

  it('does not import volumes of the other file', () => {
    const result = loadFiles({
      'compose.yaml': 'services: {web: {extends: {file: b.yml, service: a}}}\n',
      'b.yml': 'services: {a: {image: i, volumes: ["vol:/v"]}}\nvolumes: {vol: {}}\n',
    });
    expect(result.diagnostics).toMatchObject([{ code: 'undefined-resource', span: { source: { path: 'b.yml' } } }]);
  });

  it.each([
    ['a cycle', 'services:\n  a: {extends: b}\n  b: {extends: a}\n', ['extends-cycle@2:16']],
    ['itself', 'services:\n  a: {extends: a}\n', ['extends-cycle@2:16']],
    ['an unknown service', 'services:\n  web: {extends: bse}\n  base: {image: i}\n', ['extends-unknown-service@2:18']],
    ['a missing file', 'services:\n  web: {extends: {service: a, file: no.yml}}\n', ['extends-unreadable@2:37']],
  ])('reports %s (DIAG-34)', (_case, text, expected) => {
    const result = loadText(text);
    expect(result.project).toBeUndefined();
    expect(found(result)).toEqual(expected);
  });
});

describe('the way of a value (A-44, A-45)', () => {
  const at = (files: Readonly<Record<string, string>>, path: readonly string[]): readonly string[] => {
    const node = getAt(projectOf(loadFiles(files)).tree, path);
    return node ? [node.span, ...(node.via ?? [])].map((span) => `${span.source.path}:${positionOf(span).line}`) : [];
  };

  it('goes from the base through every extends, nearest first', () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    extends: {file: mid.yaml, service: mid}\n',
      'mid.yaml': 'services:\n  mid:\n    extends: base\n    user: "1"\n  base:\n    image: i\n',
    };
    expect(at(files, ['services', 'web', 'image'])).toEqual(['mid.yaml:6', 'mid.yaml:3', 'compose.yaml:3']);
    expect(at(files, ['services', 'web', 'user'])).toEqual(['mid.yaml:4', 'compose.yaml:3']);
  });

  it('goes through the include', () => {
    const files = { 'compose.yaml': 'include:\n  - more.yaml\n', 'more.yaml': 'services:\n  web:\n    image: i\n' };
    expect(at(files, ['services', 'web', 'image'])).toEqual(['more.yaml:3', 'compose.yaml:2']);
  });
});
