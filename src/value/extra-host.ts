import { failure, success, type Result } from './result.ts';

/** A host name and its addresses: IP addresses without brackets, or `host-gateway`. */
export interface ExtraHost {
  readonly host: string;
  readonly addresses: readonly string[];
}

/** An item of `extra_hosts`: `host=address`, or `host:address`; addresses between commas. */
export function parseExtraHost(text: string): Result<ExtraHost> {
  const separator = text.includes('=') ? '=' : ':';
  const at = text.indexOf(separator);
  if (at === -1) return failure(`no address for "${text}": write host=address`);
  const host = text.slice(0, at);
  const named = checkHostName(host);
  if (!named.ok) return named;
  return success({
    host,
    addresses: text
      .slice(at + 1)
      .split(',')
      .map(stripBrackets),
  });
}

/** Whether a host name can stand in `extra_hosts`. */
export function checkHostName(host: string): Result<string> {
  if (host === '') return failure('the host name is empty');
  return /[:=]/.test(host) ? failure(`"${host}" is no host name`) : success(host);
}

/** `[::1]` → `::1` */
export function stripBrackets(address: string): string {
  return /^\[.+\]$/.test(address) ? address.slice(1, -1) : address;
}
