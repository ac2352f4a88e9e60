import { describe, expect, it } from 'vitest';
import { recogniseCurl } from '../../../../src/plan/probes/curl.ts';

const url = 'http://localhost:3000/h';
const host = { name: 'Host', value: 'localhost:3000' };
const recognise = (line: string) => recogniseCurl(line.split(' '));

describe('recogniseCurl (H-13)', () => {
  it('reads the whole request', () => {
    expect(recogniseCurl(['-f', `${url}?a=1&b=2`])).toEqual({
      kind: 'http',
      host: 'localhost',
      port: 3000,
      scheme: 'HTTP',
      path: '/h?a=1&b=2',
      headers: [host],
      differences: [expect.objectContaining({ rule: 'H-15' })],
    });
  });

  it.each([
    `-f ${url}`,
    `--fail ${url}`,
    `--fail-with-body ${url}`,
    `-fsS ${url}`,
    `-sSf ${url}`,
    `${url} -f`,
    `-f -s -S -v -q -4 -6 ${url}`,
    `--fail --silent --show-error --verbose --disable --ipv4 --ipv6 --http1.1 ${url}`,
    `-f -o /dev/null ${url}`,
    `-sfo /dev/null ${url}`,
    `-f -o/dev/null ${url}`,
    `-f --output /tmp/x ${url}`,
    `-f -X GET ${url}`,
    `-f -XGET ${url}`,
    `-f --request GET ${url}`,
    `-f -k ${url}`,
  ])('curl %s is a GET', (line) => {
    expect(recognise(line)).toMatchObject({ kind: 'http', port: 3000, path: '/h', headers: [host] });
  });

  it.each([
    url,
    `-s ${url}`,
    '-f',
    `-f ${url} ${url}`,
    `-f -L ${url}`,
    `-fL ${url}`,
    `-f --location ${url}`,
    `-f -I ${url}`,
    `-f --head ${url}`,
    `-f -u a:b ${url}`,
    `-f -d x ${url}`,
    `-f -X POST ${url}`,
    `-f -X get ${url}`,
    `-f --retry 3 ${url}`,
    `-f --unix-socket /run/x.sock ${url}`,
    `-f -w %{http_code} ${url}`,
    `-f --noproxy localhost ${url}`,
    `-f --max-time=5 ${url}`,
    `-f --url ${url}`,
    `-f ${url} || exit 1`,
    `-f ${url} -m`,
    `-f -m soon ${url}`,
    `-f -- ${url}`,
    '-f https://localhost:8443/h',
    '-f ftp://localhost/h',
  ])('curl %s stays a command', (line) => {
    expect(recognise(line)).toBeUndefined();
  });

  it.each(['-fk https://localhost:8443/h', '-f --insecure https://localhost:8443/h'])('curl %s is HTTPS', (line) => {
    expect(recognise(line)).toMatchObject({ scheme: 'HTTPS', port: 8443 });
  });

  it.each([
    [`-f -m 5 ${url}`, 5],
    [`-fm5 ${url}`, 5],
    [`-f --max-time 2.5 ${url}`, 2.5],
    [`-f --connect-timeout 3 ${url}`, 3],
    [`-f --connect-timeout 3 -m 10 ${url}`, 3],
    [`-f --connect-timeout 10 -m 4 ${url}`, 4],
    [`-f -m 9 -m 4 ${url}`, 4],
    [`-f -m 0 ${url}`, undefined],
  ])('curl %s is limited to %s s', (line, seconds) => {
    expect(recognise(line)?.timeoutSeconds).toBe(seconds);
  });

  it('reports that a limit on connecting limits the whole request', () => {
    expect(recognise(`-f --connect-timeout 3 ${url}`)?.differences.map(({ rule }) => rule)).toEqual(['H-15', 'H-13']);
  });

  it('keeps headers, the user agent and a Host of its own (H-15)', () => {
    const words = ['-f', '-H', 'Accept: text/plain', '--header', 'host: example.org', '-A', 'probe/1', url];
    expect(recogniseCurl(words)?.headers).toEqual([
      { name: 'Accept', value: 'text/plain' },
      { name: 'host', value: 'example.org' },
      { name: 'User-Agent', value: 'probe/1' },
    ]);
  });

  it.each(['Accept:', 'Accept;', '@file', 'X_Y: 1', 'A: b\nC: d'])('the header %j stays a command', (header) => {
    expect(recogniseCurl(['-f', '-H', header, url])).toBeUndefined();
  });
});
