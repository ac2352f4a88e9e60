import { clean } from '../source/posix-path.ts';
import { parseBytes } from './bytes.ts';
import { failure, success, type Result } from './result.ts';

/** An item of `tmpfs`: a path and mount options (V-12). */
export interface Tmpfs {
  readonly target: string;
  /** Bytes. */
  readonly size?: bigint;
  /** Permission bits, written in octal. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** The other options as written: `noexec`, `nosuid`, `size=50%`. */
  readonly flags: readonly string[];
}

/** `PATH[:option,option…]`. */
export function parseTmpfs(text: string): Result<Tmpfs> {
  const colon = text.indexOf(':');
  const target = colon === -1 ? text : text.slice(0, colon);
  if (target === '') return failure('no path');
  const numbers: { size?: bigint; mode?: number; uid?: number; gid?: number } = {};
  const flags: string[] = [];
  for (const option of colon === -1 ? [] : text.slice(colon + 1).split(',')) {
    const [name = '', value = ''] = option.split('=', 2);
    if (name === 'size' && !value.endsWith('%')) {
      const size = parseBytes(value);
      if (!size.ok) return size;
      numbers.size = size.value;
    } else if (name === 'mode') {
      if (!/^[0-7]{1,5}$/.test(value)) return failure(`"${value}" is no octal mode such as 1777`);
      numbers.mode = Number.parseInt(value, 8);
    } else if (name === 'uid' || name === 'gid') {
      if (!/^\d+$/.test(value)) return failure(`"${value}" is no number for ${name}`);
      numbers[name] = Number(value);
    } else if (option !== '') flags.push(option);
  }
  return success({ target: clean(target), ...numbers, flags });
}
