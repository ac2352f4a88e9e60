import { parseCheckUrl } from './check-url.ts';
import { type Difference, type HttpCheck, type HttpHeader, shortest } from './network-check.ts';

/** What an HTTP client was asked to do, in terms that curl and wget share. */
export interface HttpRequest {
  readonly url: string;
  /** Headers as written on the command line: `Accept: text/plain`. */
  readonly headers: readonly string[];
  readonly userAgent?: string | undefined;
  /** Whether the client was told not to verify certificates. */
  readonly insecure: boolean;
  /** Seconds as written; 0 is no limit. */
  readonly limits: readonly string[];
  readonly differences: readonly Difference[];
}

/** The check that a request amounts to. @returns undefined when the kubelet cannot send the same request */
export function httpCheck(request: HttpRequest): HttpCheck | undefined {
  const url = parseCheckUrl(request.url);
  const headers = parseHeaders(request.headers);
  const limits = request.limits.map(parseLimit);
  if (!url || !headers || limits.includes('invalid')) return undefined;
  // The kubelet never verifies a certificate, so only a check that does not either is the same (H-13).
  if (url.scheme === 'HTTPS' && !request.insecure) return undefined;
  if (request.userAgent !== undefined && !has(headers, 'user-agent')) {
    if (!headerValue.test(request.userAgent)) return undefined;
    headers.push({ name: 'User-Agent', value: request.userAgent });
  }
  // Without it the kubelet sends the address of the pod, which name-based servers refuse (H-15).
  if (!has(headers, 'host')) headers.unshift({ name: 'Host', value: url.authority });
  const timeoutSeconds = shortest(limits.filter((limit) => typeof limit === 'number'));
  const { scheme, host, port, path } = url;
  return {
    kind: 'http',
    host,
    port,
    scheme,
    path,
    headers,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    differences: request.differences,
  };
}

/** Header names that the API server accepts. */
const headerLine = /^([-A-Za-z0-9]+):[ \t]*(.*)$/s;
// oxlint-disable-next-line no-control-regex -- control characters are what must be kept out
const headerValue = /^[^\x00-\x1f\x7f]+$/;

function parseHeaders(lines: readonly string[]): HttpHeader[] | undefined {
  const headers: HttpHeader[] = [];
  for (const line of lines) {
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    // An empty value makes curl leave the header out.
    if (name === undefined || !headerValue.test(value.trim())) return undefined;
    headers.push({ name, value: value.trim() });
  }
  return headers;
}

function has(headers: readonly HttpHeader[], name: string): boolean {
  return headers.some((header) => header.name.toLowerCase() === name);
}

function parseLimit(text: string): number | 'invalid' | undefined {
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return 'invalid';
  return Number(text) === 0 ? undefined : Number(text);
}
