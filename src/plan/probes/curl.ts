import { type OptionTable, readOptions } from './client-options.ts';
import { httpCheck } from './http-client.ts';
import type { Difference, HttpCheck } from './network-check.ts';

/** The options of H-13, under the names of their long forms. */
const options: OptionTable = {
  flags: new Map([
    ['-f', 'fail'],
    ['--fail', 'fail'],
    ['--fail-with-body', 'fail'],
    ['-k', 'insecure'],
    ['--insecure', 'insecure'],
    ...['-s', '--silent', '-S', '--show-error', '-v', '--verbose', '-q', '--disable'].map((spelling) => [spelling, 'quiet'] as const),
    ...['-4', '--ipv4', '-6', '--ipv6', '--http1.1'].map((spelling) => [spelling, 'protocol'] as const),
  ]),
  valued: new Map([
    ['-o', 'output'],
    ['--output', 'output'],
    ['-X', 'request'],
    ['--request', 'request'],
    ['-H', 'header'],
    ['--header', 'header'],
    ['-A', 'user-agent'],
    ['--user-agent', 'user-agent'],
    ['-m', 'max-time'],
    ['--max-time', 'max-time'],
    ['--connect-timeout', 'connect-timeout'],
  ]),
  joinedByEquals: false,
};

/** What the kubelet does where curl does not follow redirects (H-15). */
const redirects: Difference = {
  rule: 'H-15',
  message: 'the kubelet follows redirects to the same host, while curl takes the redirect itself for a good answer',
};

const connectTimeout: Difference = { rule: 'H-13', message: 'the limit on connecting becomes a limit on the whole request' };

/**
 * Recognises a `curl` command that asks what an `httpGet` probe asks (H-13).
 * @param words the words behind `curl`
 */
export function recogniseCurl(words: readonly string[]): HttpCheck | undefined {
  const read = readOptions(words, options);
  if (!read) return undefined;
  const { given, operands } = read;
  const [url] = operands;
  // Without --fail curl succeeds on HTTP 500, which the kubelet does not (H-13).
  if (url === undefined || operands.length > 1 || !given.has('fail')) return undefined;
  if (given.get('request')?.some((method) => method !== 'GET')) return undefined;
  const connectLimits = given.get('connect-timeout') ?? [];
  return httpCheck({
    url,
    headers: given.get('header') ?? [],
    userAgent: given.get('user-agent')?.at(-1),
    insecure: given.has('insecure'),
    limits: [...lastOf(given.get('max-time')), ...lastOf(connectLimits)],
    differences: connectLimits.length > 0 ? [redirects, connectTimeout] : [redirects],
  });
}

/** Of an option given twice, curl obeys the last. */
function lastOf(values: readonly string[] = []): readonly string[] {
  return values.slice(-1);
}
