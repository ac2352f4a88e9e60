import { type OptionTable, readOptions } from './client-options.ts';
import { httpCheck } from './http-client.ts';
import type { Difference, HttpCheck } from './network-check.ts';

/** The options of H-14, under the names of their long forms. */
const options: OptionTable = {
  flags: new Map([
    ['-q', 'quiet'],
    ['--quiet', 'quiet'],
    ['--no-verbose', 'quiet'],
    ['-S', 'server-response'],
    ['--server-response', 'server-response'],
    ['--spider', 'spider'],
    ['--no-check-certificate', 'no-check-certificate'],
  ]),
  valued: new Map([
    // `-nv` is one option, spelled like `-n` with a value.
    ['-n', 'no'],
    ['-O', 'output-document'],
    ['--output-document', 'output-document'],
    ['-t', 'tries'],
    ['--tries', 'tries'],
    ['-T', 'timeout'],
    ['--timeout', 'timeout'],
    ['--header', 'header'],
  ]),
  joinedByEquals: true,
};

const redirects: Difference = {
  rule: 'H-15',
  message: 'the kubelet follows redirects to the same host only and takes another redirect for a good answer, while wget follows them all',
};

const spider: Difference = { rule: 'H-14', message: '--spider sends HEAD, the kubelet sends GET' };

/**
 * Recognises a `wget` command that asks what an `httpGet` probe asks (H-14).
 * @param words the words behind `wget`
 */
export function recogniseWget(words: readonly string[]): HttpCheck | undefined {
  const read = readOptions(words, options);
  if (!read) return undefined;
  const { given, operands } = read;
  const [url] = operands;
  if (url === undefined || operands.length > 1) return undefined;
  if (given.get('no')?.some((what) => what !== 'v')) return undefined;
  if (given.get('output-document')?.some((file) => file !== '-' && file !== '/dev/null')) return undefined;
  if (given.get('tries')?.some((tries) => !/^\d+$/.test(tries))) return undefined;
  return httpCheck({
    url,
    headers: given.get('header') ?? [],
    insecure: given.has('no-check-certificate'),
    limits: (given.get('timeout') ?? []).slice(-1),
    differences: given.has('spider') ? [redirects, spider] : [redirects],
  });
}
