import { lineStarts, type SourceFile } from '../diagnostics/span.ts';
import { isLiteral, isSwitch } from '../plan/sensitive/is-literal.ts';
import { joinRanges } from '../plan/sensitive/range.ts';
import { isSensitiveName } from '../plan/sensitive/sensitive-name.ts';
import { sensitiveSubstrings } from '../plan/sensitive/sensitive-substrings.ts';

/** A half-open range of a line, in UTF-16 code units. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** How many lines above may say what a line means: longer than any private key, shorter than a slow search. */
const linesLookedBack = 200;

/**
 * What of a source line must not be shown (G-02), when in doubt more than needed: values under a sensitive name, on the
 * line or in a block that belongs to it, what is a secret by its shape, and values of options that a list spreads over lines.
 * @param line from 0
 */
export function secretRanges(source: SourceFile, line: number): readonly Range[] {
  const text = lineText(source, line);
  const whole = wholeText(text);
  if (isInsideKey(source, line)) return whole;
  if (isEnvFile(source)) return envFileRanges(text);
  if (isInsideSensitiveBlock(source, line)) return whole;
  if (namesOfSecrets.test(text)) return [];
  const ranges = joinRanges([
    ...sensitiveSubstrings(text),
    ...sensitiveSubstrings(asWords(text)),
    ...namedValues(text),
    ...defaults(text),
    ...namedBeside(source, line),
    ...acrossLines(source, line),
  ]);
  return ranges.filter(({ start, end }) => !/^\*\S+$/.test(text.slice(start, end)));
}

/** A flow list as the words of a command, each in its place: `["--password", x]`. */
function asWords(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'|[[\]{},]/g, (part) => {
    if (part.length === 1) return ' ';
    const inner = part.slice(1, -1);
    return /\s/.test(inner) ? part : ` ${inner} `;
  });
}

/** A list of the secrets of a service, which holds names only. */
const namesOfSecrets = /^\s*(?:-\s+)?secrets:\s*\[[\w\s,."'-]*\]\s*$/;

/** A line without its line end. @param line from 0 */
export function lineText(source: SourceFile, line: number): string {
  const starts = lineStarts(source);
  return source.text.slice(starts[line] ?? source.text.length, starts[line + 1] ?? source.text.length).replace(/\r?\n$/, '');
}

function wholeText(text: string): readonly Range[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return end > start ? [{ start, end }] : [];
}

/** `NAME: value`, `NAME=value`, `"NAME": "value"` anywhere on a line; the value reaches to its end. */
const named = /(?<![\w.-])["']?([A-Za-z_][\w.-]*)["']?(?:[ \t]*:[ \t]+|[ \t]*=[ \t]*)(?=\S)/g;

function namedValues(text: string): readonly Range[] {
  return [...text.matchAll(named)].flatMap((match) => {
    const name = match[1] ?? '';
    const start = match.index + match[0].length;
    const value = unquoted(text.slice(start).trimEnd());
    if (name === 'secrets' || !isSensitiveName(name) || isSwitch(value) || !isLiteral(value)) return [];
    return /^(?:[|>][-+0-9]*|\*\S+)(?:\s+#.*)?$/.test(value) ? [] : [{ start, end: text.trimEnd().length }];
  });
}

/** `${DB_PASSWORD:-hunter2}` */
function defaults(text: string): readonly Range[] {
  return [...text.matchAll(/\$\{([A-Za-z_]\w*):?[-+]([^{}$]+)\}/g)].flatMap((match) => {
    const [whole, name = '', value = ''] = match;
    const end = match.index + whole.length - 1;
    return isSensitiveName(name) && isLiteral(value) && !isSwitch(value) ? [{ start: end - value.length, end }] : [];
  });
}

/** How many lines a `value` may stand from the `name` or `path` that it belongs to. */
const linesBeside = 3;

/** `name: DB_PASSWORD` or `path: /data/password`, beside a `value`, as objects of Kubernetes and JSON patches have them. */
const naming = /(?<![\w.-])["']?(?:name|path)["']?[ \t]*:[ \t]+["']?(?:[^\s"',{}]*\/)?([A-Za-z_][\w.-]*)/g;

/** A `value` whose name stands beside it: on the line, or near it. */
function namedBeside(source: SourceFile, line: number): readonly Range[] {
  const text = lineText(source, line);
  const match = /(?<![\w.-])["']?value["']?[ \t]*:[ \t]+(?=\S)/.exec(text);
  if (!match) return [];
  const near = Array.from({ length: 2 * linesBeside + 1 }, (_, i) => lineText(source, line + i - linesBeside)).join('\n');
  const isNamed = [...near.matchAll(naming)].some(([, name = '']) => isSensitiveName(name));
  return isNamed ? [{ start: match.index + match[0].length, end: text.trimEnd().length }] : [];
}

/** Without quotes, and without the brackets that close a flow collection or a list item. */
function unquoted(value: string): string {
  return value.replace(/["']?[\]},]*$/, '').replace(/^["']/, '') + (value.endsWith('}') && value.includes('${') ? '}' : '');
}

/** No line of it is a key of a mapping at the margin, and some line assigns. */
function isEnvFile({ path, text }: SourceFile): boolean {
  if (/\.ya?ml$/.test(path)) return false;
  return /^(?:export[ \t]+)?[A-Za-z_][\w.-]*=/m.test(text) && !/^["']?[A-Za-z_][\w.-]*["']?[ \t]*:(?:[ \t]|$)/m.test(text);
}

/** Env files are where secrets live: only names and comments are shown, and a line that has no name is part of a value. */
function envFileRanges(text: string): readonly Range[] {
  if (/^\s*(?:#|$)/.test(text)) return [];
  const assignment = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_.-]{0,60}\s*[=:]\s*/.exec(text);
  if (!assignment) return /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_.-]{0,60}\s*$/.test(text) ? [] : wholeText(text);
  const start = assignment[0].length;
  return isLiteral(unquoted(text.slice(start).trim())) ? [{ start, end: text.trimEnd().length }].filter(({ end }) => end > start) : [];
}

/** Between the lines that begin and end a private key. */
function isInsideKey(source: SourceFile, line: number): boolean {
  for (let at = line; at >= Math.max(0, line - linesLookedBack); at--) {
    const text = lineText(source, at);
    if (at < line && /-----END [A-Z ]*PRIVATE KEY/.test(text)) return false;
    if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(text)) return true;
  }
  return false;
}

/** Below a sensitive key whose value goes on over several lines. */
function isInsideSensitiveBlock(source: SourceFile, line: number): boolean {
  const text = lineText(source, line);
  const isMapping = /^\s*(?:-\s+)?["']?[\w.-]+["']?\s*:(?:\s|$)/.test(text);
  let indent = indentOf(text);
  for (let at = line - 1; at >= Math.max(0, line - linesLookedBack) && indent > 0; at--) {
    const above = lineText(source, at);
    if (above.trim() === '' || indentOf(above) >= indent) continue;
    indent = indentOf(above);
    const key = /^\s*(?:-\s+)?["']?([A-Za-z_][\w.-]*)["']?\s*[:=]\s*(.*)$/.exec(above);
    if (!key || key[1] === 'secrets' || !isSensitiveName(key[1] ?? '')) continue;
    if (/^[|>&!]/.test(key[2] ?? '') || !isMapping || /^[A-Z][A-Z0-9_]*$/.test(key[1] ?? '')) return true;
  }
  return false;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** Secrets that show only together with the lines around: `- --requirepass` and `- hunter2`. */
function acrossLines(source: SourceFile, line: number): readonly Range[] {
  const item = (at: number): { readonly text: string; readonly start: number } => {
    const text = lineText(source, at);
    const opening = /^\s*(?:-\s+)?["']?/.exec(text)?.[0].length ?? 0;
    return { text: text.slice(opening).replace(/["']?,?\s*\\?\s*$/, ''), start: opening };
  };
  const before = [line - 3, line - 2, line - 1]
    .filter((at) => at >= 0)
    .map((at) => item(at).text)
    .join(' ');
  const own = item(line);
  const offset = before === '' ? 0 : before.length + 1;
  return sensitiveSubstrings(before === '' ? own.text : `${before} ${own.text}`)
    .filter(({ end }) => end > offset)
    .map(({ start, end }) => ({ start: Math.max(start, offset) - offset + own.start, end: end - offset + own.start }));
}
