/** The file in an output directory that lists what waybill wrote there; without extension, so that kubectl passes it by. */
export const recordName = '.waybill';

const heading = '# Files that waybill wrote here. The next run replaces or removes them, and no others.';

/**
 * Whether a path may be written or removed in an output directory: relative, `/` between names, no empty name, no name
 * that begins with a dot (so neither `..` nor the record itself), nothing that another system takes for a separator.
 */
export function isOutputPath(path: string): boolean {
  return path.split('/').every((name) => /^[^.\\:\p{Cc}][^\\:\p{Cc}]*$/u.test(name));
}

export function printRecord(paths: Iterable<string>): string {
  return `${[heading, ...[...new Set(paths)].sort()].join('\n')}\n`;
}

/** The paths of a record; lines that name no output path are left out, for anyone may have edited the file. */
export function parseRecord(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && isOutputPath(line));
}
