/** The parts of a URL that a health check asks for. */
export interface CheckUrl {
  readonly scheme: 'HTTP' | 'HTTPS';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** As written, for the Host header: `localhost:8080`, `[::1]:80`. */
  readonly authority: string;
  /** With the query, without the fragment; never empty. */
  readonly path: string;
}

const shape = /^(?:(https?):\/\/)?((\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d*))?)((?:[/?#].*)?)$/is;

/** Only what neither curl nor wget nor Go rewrites; braces and brackets would be patterns to curl. */
const plainPath = /^\/(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*$/i;

/** Clients resolve these segments before they send; a leading `//` would be read as a host by the kubelet. */
const rewrittenPath = /^\/\/|\/\.{1,2}(?:[/?]|$)/;

/**
 * Reads a URL as curl and wget do, the scheme being optional (H-15).
 * @returns undefined for one that the kubelet would not ask for in the same way: other schemes, user names, rewritten paths
 */
export function parseCheckUrl(text: string): CheckUrl | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, writtenScheme = 'http', authority = '', host = '', writtenPort = '', rest = ''] = match;
  const scheme = writtenScheme.toLowerCase() === 'https' ? 'HTTPS' : 'HTTP';
  const port = parsePort(writtenPort === '' ? (scheme === 'HTTPS' ? '443' : '80') : writtenPort);
  const request = rest.replace(/#.*$/s, '');
  const path = request.startsWith('/') ? request : `/${request}`;
  if (port === undefined || !plainPath.test(path) || rewrittenPath.test(path)) return undefined;
  return { scheme, host: withoutBrackets(host), port, authority: authority.replace(/:$/, ''), path };
}

/** `H:P`, where H may be empty or an IPv6 address in brackets. */
export function parseAddress(text: string): { readonly host: string; readonly port: number } | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]*):(\d+)$/i.exec(text);
  const port = parsePort(match?.[2] ?? '');
  return match && port !== undefined ? { host: withoutBrackets(match[1] ?? ''), port } : undefined;
}

/** A port as decimal digits, 1 to 65535. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
