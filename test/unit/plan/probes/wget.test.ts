import { describe, expect, it } from 'vitest';
import { recogniseWget } from '../../../../src/plan/probes/wget.ts';

const url = 'http://localhost:5000/';
const recognise = (line: string) => recogniseWget(line.split(' '));

describe('recogniseWget (H-14)', () => {
  it.each([
    url,
    `-q ${url}`,
    `-nv ${url}`,
    `-S ${url}`,
    `-q -O - ${url}`,
    `-qO- ${url}`,
    `-qO - ${url}`,
    `-O /dev/null ${url}`,
    `-qO/dev/null ${url}`,
    `--output-document=/dev/null ${url}`,
    `--output-document - ${url}`,
    `-t 1 ${url}`,
    `-t1 ${url}`,
    `--tries=1 ${url}`,
    `--tries 1 ${url}`,
    `--quiet --no-verbose --server-response ${url}`,
    `--no-check-certificate ${url}`,
  ])('wget %s is a GET', (line) => {
    expect(recognise(line)).toMatchObject({
      kind: 'http',
      scheme: 'HTTP',
      port: 5000,
      path: '/',
      headers: [{ name: 'Host', value: 'localhost:5000' }],
      differences: [{ rule: 'H-15' }],
    });
  });

  it.each([`--spider ${url}`, `-q --spider ${url}`, `--no-verbose --tries=1 --spider ${url}`])(
    'wget %s sends HEAD, which differs',
    (line) => {
      expect(recognise(line)?.differences.map(({ rule }) => rule)).toEqual(['H-15', 'H-14']);
    },
  );

  it.each([
    '-q',
    `-q ${url} ${url}`,
    `-O /tmp/x ${url}`,
    `-nc ${url}`,
    `-nvq ${url}`,
    `--post-data=x ${url}`,
    `--method=HEAD ${url}`,
    `-Y off ${url}`,
    `--no-proxy ${url}`,
    `--spider=yes ${url}`,
    `--tries=x ${url}`,
    `-T x ${url}`,
    `${url} || exit 1`,
    '-q https://localhost:8443/',
  ])('wget %s stays a command', (line) => {
    expect(recognise(line)).toBeUndefined();
  });

  it('takes https without verification only', () => {
    expect(recognise('-q --no-check-certificate https://localhost:8443/x')).toMatchObject({ scheme: 'HTTPS', port: 8443, path: '/x' });
  });

  it.each([
    [`-T 5 ${url}`, 5],
    [`-qT5 ${url}`, 5],
    [`--timeout=2.5 ${url}`, 2.5],
    [`--timeout 3 ${url}`, 3],
    [`-T 0 ${url}`, undefined],
  ])('wget %s is limited to %s s', (line, seconds) => {
    expect(recognise(line)?.timeoutSeconds).toBe(seconds);
  });

  it.each([[['--header', 'Accept: x/y']], [['--header=Accept: x/y']]])('keeps the header of %j', (words) => {
    expect(recogniseWget([...words, url])?.headers.at(-1)).toEqual({ name: 'Accept', value: 'x/y' });
  });
});
