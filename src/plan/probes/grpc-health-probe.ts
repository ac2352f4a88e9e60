import { parseDuration, toMilliseconds } from '../../value/duration.ts';
import { parseAddress } from './check-url.ts';
import type { GrpcCheck } from './network-check.ts';

/** The tool's own limit on connecting and on the call, in seconds (its documentation). */
const defaultLimitSeconds = 1;

const accepted: ReadonlySet<string> = new Set(['addr', 'service', 'connect-timeout', 'rpc-timeout']);

/**
 * Recognises a `grpc_health_probe` command that asks what a `grpc` probe asks (H-16).
 * @param words the words behind the program's name
 */
export function recogniseGrpcHealthProbe(words: readonly string[]): GrpcCheck | undefined {
  const flags = readGoFlags(words);
  const address = parseAddress(flags?.get('addr') ?? '');
  if (!flags || !address) return undefined;
  const connect = limitSeconds(flags.get('connect-timeout'));
  const call = limitSeconds(flags.get('rpc-timeout'));
  if (connect === 'invalid' || call === 'invalid') return undefined;
  const service = flags.get('service');
  const isLimited = connect !== undefined || call !== undefined;
  return {
    kind: 'grpc',
    ...address,
    ...(service && { service }),
    ...(isLimited && { timeoutSeconds: (connect ?? defaultLimitSeconds) + (call ?? defaultLimitSeconds) }),
    differences: [],
  };
}

/** Go's flags: one dash or two, the value behind `=` or in the next word. */
function readGoFlags(words: readonly string[]): Map<string, string> | undefined {
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const [, name = '', joined] = /^--?([^=-][^=]*)(?:=(.*))?$/s.exec(words[at] ?? '') ?? [];
    const value = joined ?? words[++at];
    if (!accepted.has(name) || value === undefined) return undefined;
    flags.set(name, value);
  }
  return flags;
}

function limitSeconds(text: string | undefined): number | 'invalid' | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  return parsed.ok && parsed.value > 0n ? toMilliseconds(parsed.value) / 1000 : 'invalid';
}
