import { clean } from '../source/posix-path.ts';
import { failure, success, type Result } from './result.ts';

/** An item of `volumes` in long form, as `docker compose config` prints it. The source is as written, the target cleaned. */
export interface ShortMount {
  readonly type: 'bind' | 'volume';
  /** Absent: an anonymous volume. */
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind?: { readonly create_host_path?: boolean; readonly propagation?: string; readonly selinux?: string };
  readonly volume?: { readonly nocopy?: boolean };
}

export interface ParsedMount {
  readonly mount: ShortMount;
  /** Options that Docker Compose takes no notice of. */
  readonly ignored: readonly string[];
}

/** An item of `volumes` in short form (A-71): `[SOURCE:]TARGET[:options]`. */
export function parseMount(text: string): Result<ParsedMount> {
  if (text === '') return failure('empty volume');
  if (new TextEncoder().encode(text).length <= 2) return success({ mount: { type: 'volume', target: clean(text) }, ignored: [] });
  const sections = splitSections(text);
  if (!sections) return failure('a `${` is never closed');
  if (sections.includes('')) return failure('nothing between two colons');
  if (sections.length > 3) return failure('too many colons');
  const [first = '', second, optionText] = sections;
  const source = second === undefined ? undefined : first;
  const target = clean(second ?? first);
  const isBind = source !== undefined && isFilePath(source);
  const options = readOptions(optionText === undefined ? [] : optionText.split(','));
  const bind = { ...(isBind && { create_host_path: true }), ...options.bind };
  return success({
    mount: {
      type: isBind ? 'bind' : 'volume',
      ...(source !== undefined && { source }),
      target,
      ...(options.readOnly && { read_only: true }),
      ...((isBind || Object.keys(bind).length > 0) && { bind }),
      ...((!isBind || options.nocopy) && { volume: options.nocopy ? { nocopy: true } : {} }),
    },
    ignored: options.ignored,
  });
}

/** Parts between colons, except for those in `${…}` and behind a drive letter; undefined where a `${` stays open. */
function splitSections(text: string): readonly string[] | undefined {
  const sections: string[] = [];
  let section = '';
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '$' && text[at + 1] === '{') open++;
    else if (char === '}' && open > 0) open--;
    if (char === ':' && open === 0 && !isDrive(section)) {
      sections.push(section);
      section = '';
    } else section += char;
  }
  return open > 0 ? undefined : [...sections, section];
}

/** One letter before a colon is always taken for a Windows drive. */
function isDrive(section: string): boolean {
  return /^\p{L}$/u.test(section);
}

function isFilePath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
}

interface MountOptions {
  readonly readOnly: boolean;
  readonly nocopy: boolean;
  readonly bind: { propagation?: string; selinux?: string };
  readonly ignored: readonly string[];
}

function readOptions(options: readonly string[]): MountOptions {
  const bind: { propagation?: string; selinux?: string } = {};
  const ignored: string[] = [];
  let readOnly = false;
  let nocopy = false;
  for (const option of options) {
    if (option === 'ro' || option === 'rw') readOnly = option === 'ro';
    else if (option === 'nocopy') nocopy = true;
    else if (/^r?(?:private|shared|slave)$/.test(option)) bind.propagation = option;
    else if (option === 'z' || option === 'Z') bind.selinux = option;
    else ignored.push(option);
  }
  return { readOnly, nocopy, bind, ignored };
}
