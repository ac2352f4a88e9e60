import { failure, type Result, success } from '../value/result.ts';
import type { ImageHealthcheck } from './dockerfile-facts.ts';
import type { Instruction } from './dockerfile-instructions.ts';
import { parseExecForm } from './dockerfile-words.ts';

const durationFlags = [
  ['interval', 'interval'],
  ['timeout', 'timeout'],
  ['start-period', 'startPeriod'],
  ['start-interval', 'startInterval'],
] as const;

/** A Go duration that is not negative. */
const duration = /^(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** Reads `HEALTHCHECK [--interval=…] CMD …` or `HEALTHCHECK NONE` (H-02). Variables in it are left to the shell. */
export function readHealthcheck({ flags, rest }: Instruction): Result<ImageHealthcheck> {
  const [, type = '', command = ''] = /^(\S+)\s*([^]*)$/.exec(rest) ?? [];
  if (type.toUpperCase() === 'NONE') return success({ test: ['NONE'] });
  if (type.toUpperCase() !== 'CMD') return failure('HEALTHCHECK is followed by neither CMD nor NONE');
  const words = parseExecForm(command);
  if (command === '' || words?.length === 0) return failure('HEALTHCHECK has no command');
  const timing: { -readonly [key in keyof ImageHealthcheck]?: ImageHealthcheck[key] } = {};
  for (const [flag, field] of durationFlags) {
    const value = flags.get(flag);
    if (value === undefined) continue;
    if (!duration.test(value)) return failure(`--${flag} is no duration`);
    timing[field] = value;
  }
  const retries = flags.get('retries');
  if (retries !== undefined) {
    if (!/^\d{1,9}$/.test(retries)) return failure('--retries is no number');
    timing.retries = Number(retries);
  }
  return success({ ...timing, test: words ? ['CMD', ...words] : ['CMD-SHELL', command] });
}
