import { describe, expect, it } from 'vitest';
import { printGithubAnnotations } from '../../../src/report/github-annotations.ts';
import { convertText } from '../../support/convert-text.ts';

/** As the runner reads a workflow command. */
function parse(line: string): { command: string; properties: Readonly<Record<string, string>>; message: string } {
  const [, command = '', properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const decoded = (text: string): string =>
    text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  return {
    command,
    properties: Object.fromEntries(
      properties.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))]),
    ),
    message: decoded(message),
  };
}

describe('printGithubAnnotations', () => {
  it('points at the token', () => {
    const lines = printGithubAnnotations(convertText('services:\n  web:\n    image: nginx\n')).trimEnd().split('\n').map(parse);
    expect(lines.find(({ properties }) => properties['title']?.startsWith('DIAG-24'))).toMatchObject({
      command: 'warning',
      properties: { file: 'compose.yaml', line: '3', col: '12', endColumn: '17', title: 'DIAG-24 services.web.image' },
    });
  });

  it('a name of the input cannot begin a command of its own', () => {
    const report = printGithubAnnotations(convertText('services: {"a": {image: nginx, "x\\n::error::y": 1}}'));
    for (const line of report.trimEnd().split('\n')) expect(parse(line).command).toMatch(/^(error|warning|notice)$/);
    expect(report).not.toMatch(/^::error::y/m);
  });
});
