import { splitCommand } from '../../../value/command-words.ts';
import { parseDuration } from '../../../value/duration.ts';
import type { PlainMap } from '../../patch/plain.ts';
import type { KomposeLabels, Refusal } from './label.ts';

const prefix = 'kompose.service.healthcheck.';
const noHandler = { httpGet: null, tcpSocket: null, exec: null, grpc: null };

/** A merge patch of the probe that the labels of a kind describe together, `null` for none. */
export function probeOf(kind: 'readiness' | 'liveness', labels: KomposeLabels): { readonly probe: PlainMap | null } | Refusal {
  const get = (field: string): string | undefined => labels.get(`${prefix}${kind}.${field}`);
  if (get('disable') === 'true') return { probe: null };
  const found = handlerOf(get);
  if (found !== undefined && 'reason' in found) return found;
  if (found?.handler === null) return { probe: null };
  const timing: Record<string, number> = {};
  for (const [field, target] of [
    ['interval', 'periodSeconds'],
    ['timeout', 'timeoutSeconds'],
    ['start_period', 'initialDelaySeconds'],
  ] as const) {
    const text = get(field);
    if (text === undefined) continue;
    const duration = parseDuration(text);
    if (!duration.ok) return { reason: `${field} is no duration`, hint: 'write a unit: 10s' };
    const seconds = Number((duration.value + 999_999_999n) / 1_000_000_000n);
    if (seconds > 0) timing[target] = seconds;
  }
  const retries = get('retries');
  if (retries !== undefined && !/^[1-9][0-9]{0,8}$/.test(retries)) return { reason: 'retries is no number above zero' };
  return {
    probe: {
      ...(found && { ...noHandler, ...found.handler }),
      ...timing,
      ...(retries !== undefined && { failureThreshold: Number(retries) }),
    },
  };
}

/** `null` where there is to be no probe. */
interface Handler {
  readonly handler: PlainMap | null;
}

/** @returns undefined where the labels leave the handler as it is */
function handlerOf(get: (field: string) => string | undefined): Handler | Refusal | undefined {
  const [path, port, tcp, test] = [get('http_get_path'), get('http_get_port'), get('tcp_port'), get('test')];
  if (path !== undefined || port !== undefined) {
    const number = portNumber(port);
    if (path === undefined || number === undefined)
      return { reason: 'a check over HTTP needs http_get_path and http_get_port, a port number' };
    return { handler: { httpGet: { path, port: number } } };
  }
  if (tcp !== undefined) {
    const number = portNumber(tcp);
    return number === undefined ? { reason: 'tcp_port is no port number' } : { handler: { tcpSocket: { port: number } } };
  }
  return test === undefined ? undefined : testHandler(test);
}

function testHandler(test: string): Handler | Refusal {
  const [kind = '', rest = ''] = /^(CMD-SHELL|CMD|NONE)\b\s*(.*)$/s.exec(test)?.slice(1) ?? [];
  if (kind === 'NONE') return { handler: null };
  if (kind !== 'CMD') return { handler: { exec: { command: ['/bin/sh', '-c', kind === '' ? test : rest] } } };
  const words = commandWords(rest);
  return words ? { handler: { exec: { command: words } } } : { reason: 'test is no command' };
}

/** The words of a command: a JSON list, or as a shell splits it. */
export function commandWords(text: string): readonly string[] | undefined {
  if (text.trimStart().startsWith('[')) {
    const list = jsonList(text);
    return list && list.length > 0 ? list : undefined;
  }
  const split = splitCommand(text);
  return split.ok && split.value.words.length > 0 ? split.value.words : undefined;
}

function jsonList(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function portNumber(text: string | undefined): number | undefined {
  const number = text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 65535 ? number : undefined;
}
