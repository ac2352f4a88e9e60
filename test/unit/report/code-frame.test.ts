import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../../src/report/code-frame.ts';
import { plainStyle } from '../../../src/report/style.ts';

/** The frame of the first occurrence of `what`. */
function frameOf(text: string, what: string, path = 'compose.yaml'): readonly string[] {
  const start = text.indexOf(what);
  return codeFrame({ source: { path, text }, start, end: start + what.length }, plainStyle);
}

describe('codeFrame', () => {
  it('shows the line and marks the value', () => {
    expect(frameOf('services:\n  web:\n    image: nginx\n', 'nginx')).toEqual([' 3 |     image: nginx', '   |            ^^^^^']);
  });

  it.each([
    ['a value over several lines to the end of the first', 'a: "one\n  two"\n', '"one\n  two"', '   |    ^^^^'],
    ['an empty span', 'a: \n', '', '   | ^'],
    ['a tab before it', 'a:\tb\n', 'b', '   |   \t^'],
    ['wide characters before it', 'a: 日本 b\n', 'b', '   |         ^'],
    ['wide characters', 'a: 日本\n', '日本', '   |    ^^^^'],
    ['a line that ends in CR LF', 'a: b\r\n', 'b', '   |    ^'],
  ])('%s', (_name, text, what, marks) => {
    expect(frameOf(text, what)[1]).toBe(marks);
  });

  it('a span behind the last line', () => {
    const source = { path: 'compose.yaml', text: 'a: b\n' };
    expect(codeFrame({ source, start: 5, end: 5 }, plainStyle)).toEqual([' 2 | ', '   | ^']);
  });

  it('a terminal does not obey the input', () => {
    const [line] = frameOf('a: \u001b[31mred\u0007 \u202eb\n', 'red');
    expect(line).toBe(' 1 | a: \ufffd[31mred\ufffd \ufffdb');
  });

  it('shows only the part of a long line that matters', () => {
    const frame = frameOf(`a: ${'x'.repeat(500)}HERE${'y'.repeat(500)}\n`, 'HERE');
    const [line = '', marks = ''] = frame;
    expect(line.length).toBeLessThan(130);
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
  });
});

describe('secrets in frames (G-02)', () => {
  it.each([
    ['a mapping', 'environment:\n  DB_PASSWORD: hunter2\n', 'hunter2', '  DB_PASSWORD: <redacted>'],
    ['a mapping, quoted', 'environment:\n  DB_PASSWORD: "hunter2 x"\n', 'hunter2', '  DB_PASSWORD: <redacted>'],
    ['a list', 'environment:\n  - DB_PASSWORD=hunter2\n', 'hunter2', '  - DB_PASSWORD=<redacted>'],
    ['a quoted list item', 'environment:\n  - "DB_PASSWORD=hunter2"\n', 'hunter2', '  - "DB_PASSWORD=<redacted>'],
    ['a value beside its name', 'env: [{name: DB_PASSWORD, value: hunter2}]\n', 'hunter2', 'env: [{name: DB_PASSWORD, value: <redacted>'],
    ['a value below its name', 'env:\n  - name: DB_PASSWORD\n    value: hunter2\n', 'hunter2', '    value: <redacted>'],
    ['a value above its name', 'env:\n  - value: hunter2\n    name: DB_PASSWORD\n', 'hunter2', '  - value: <redacted>'],
    [
      'a value beside its path',
      '- {op: add, path: /data/api-token, value: hunter2}\n',
      'hunter2',
      '- {op: add, path: /data/api-token, value: <redacted>',
    ],
    ['a flow mapping', 'environment: {A: b, DB_PASSWORD: hunter2, C: d}\n', 'hunter2', 'environment: {A: b, DB_PASSWORD: <redacted>'],
    ['an anchor', 'x: {}\nDB_PASSWORD: &pw hunter2\n', 'hunter2', 'DB_PASSWORD: <redacted>'],
    ['a default', 'environment:\n  DB_PASSWORD: ${DB_PASSWORD:-hunter2}\n', 'hunter2', '  DB_PASSWORD: <redacted>'],
    ['a URL', 'environment:\n  URL: postgres://u:hunter2@db/x\n', 'hunter2', '  URL: postgres://u:<redacted>@db/x'],
    ['a block', 'JWT_SECRET: |\n  hunter2\n  more\n', 'hunter2', '  <redacted>'],
    ['a later line of a block', 'JWT_SECRET: |\n  abc: x\n    hunter2\n', 'hunter2', '    <redacted>'],
    ['a value on the next line', 'environment:\n  DB_PASSWORD:\n    hunter2\n', 'hunter2', '    <redacted>'],
    ['an option', 'command: redis-server --requirepass hunter2\n', 'hunter2', 'command: redis-server --requirepass <redacted>'],
    ['an option in a list', 'command: ["redis-server", "--requirepass", "hunter2"]\n', 'hunter2', undefined],
    ['an option over list items', 'command:\n  - redis-server\n  - --requirepass\n  - hunter2\n', 'hunter2', '  - <redacted>'],
    ['an option in a folded block', 'command: >\n  redis-server\n  --requirepass\n  hunter2\n', 'hunter2', '  <redacted>'],
    ['a private key', 'content: |\n  -----BEGIN RSA PRIVATE KEY-----\n  hunter2AAAA\n', 'hunter2', '  <redacted>'],
  ])('%s', (_name, text, secret, line) => {
    const frame = frameOf(text, secret);
    expect(frame.join('\n')).not.toContain(secret);
    if (line !== undefined) expect(frame[0]?.replace(/^ *\d+ \| /, '')).toBe(line);
    expect(frame[1]).toContain('^');
  });

  it.each([
    ['a plain value', 'image: postgres\n', 'postgres'],
    ['a reference', 'DB_PASSWORD: ${DB_PASSWORD}\n', '${DB_PASSWORD}'],
    ['a required reference', 'DB_PASSWORD: ${DB_PASSWORD:?set it}\n', '${DB_PASSWORD:?set it}'],
    ['an alias', 'DB_PASSWORD: *pw\n', '*pw'],
    ['the names of secrets', 'secrets: [db_password]\n', 'db_password'],
    ['where a secret lies', 'secrets:\n  db_password:\n    file: ./secrets/db_password.txt\n', './secrets/db_password.txt'],
    ['a file variable', 'POSTGRES_PASSWORD_FILE: /run/secrets/db\n', '/run/secrets/db'],
    ['a line behind a private key', 'a: |\n  -----BEGIN PRIVATE KEY-----\n  x\n  -----END PRIVATE KEY-----\nb: shown\n', 'shown'],
    ['what stands beside a sensitive block', 'JWT_SECRET: |\n  hunter2\nPORT: shown\n', 'shown'],
  ])('shows %s', (_name, text, what) => {
    expect(frameOf(text, what)[0]).toContain(what);
  });

  it.each([
    ['a value', 'DB_PASSWORD=hunter2\n', 'hunter2', 'DB_PASSWORD=<redacted>'],
    ['any value', 'GREETING=hunter2\n', 'hunter2', 'GREETING=<redacted>'],
    ['with export', 'export KEY="hunter2\n', 'hunter2', 'export KEY=<redacted>'],
    ['a line of a value', 'A=1\nMIIEhunter2+/==\n', 'hunter2', '<redacted>'],
    ['a line of a key that looks like a name', `A=1\nMII${'hunter2'.repeat(10)}=\n`, 'hunter2', '<redacted>'],
  ])('env file, %s', (_name, text, secret, line) => {
    const frame = frameOf(text, secret, '.env');
    expect(frame.join('\n')).not.toContain(secret);
    expect(frame[0]?.replace(/^ *\d+ \| /, '')).toBe(line);
  });

  it('never throws and always marks, wherever the span is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ':', ' ', '\n', '"', '=', 'PASSWORD', '- ', '|', '\t', '日', '$', '{') }),
        fc.nat(60),
        fc.nat(20),
        (text, start, length) => {
          const from = Math.min(start, text.length);
          const [line = '', marks = ''] = codeFrame(
            { source: { path: 'c.yaml', text }, start: from, end: Math.min(from + length, text.length) },
            plainStyle,
          );
          expect(marks).toMatch(/\^$/);
          expect(line.startsWith(' ')).toBe(true);
        },
      ),
    );
  });
});
