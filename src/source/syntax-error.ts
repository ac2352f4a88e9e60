import type { YAMLError } from 'yaml';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/span.ts';

/** What is wrong, for each code of the `yaml` package; its own sentences may quote the file, ours do not. */
const problems: Readonly<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias can have neither anchor nor tag',
  BAD_ALIAS: 'an anchor or alias needs a name, which cannot end in a colon',
  BAD_COLLECTION_TYPE: 'the tag does not fit a mapping or list',
  BAD_DIRECTIVE: 'directive that no YAML reader knows',
  BAD_DQ_ESCAPE: 'invalid escape in a double-quoted string (write \\\\ for a backslash, or use single quotes)',
  BAD_INDENT: 'does not line up with what is above it',
  BAD_PROP_ORDER: 'anchors and tags stand after `-`, `?` and `:`',
  BAD_SCALAR_START: 'a value cannot begin with this character unless it is quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping cannot begin in the middle of a line with a key (is a value with `: ` unquoted?)',
  BLOCK_IN_FLOW: 'a block cannot stand inside brackets or braces',
  DUPLICATE_KEY: 'a key is defined twice',
  IMPOSSIBLE: 'something that cannot be read',
  KEY_OVER_1024_CHARS: 'the `:` is more than 1024 characters behind the start of its key',
  MISSING_CHAR: 'a closing quote, bracket, brace, comma, colon or space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line (is a `:` missing, or a value unquoted?)',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_DOCS: 'a further document begins here',
  MULTIPLE_TAGS: 'a value can have one tag only',
  NON_STRING_KEY: 'a key must be a string',
  RESOURCE_EXHAUSTION: 'nested too deep to be read',
  TAB_AS_INDENT: 'tab character used for indentation',
  TAG_RESOLVE_FAILED: 'the tag cannot be read',
  UNEXPECTED_TOKEN: 'something stands here that cannot follow what is before it',
};

/** A parse error as a diagnostic at its own place. */
export function syntaxError(error: YAMLError, source: SourceFile): Diagnostic {
  const [start, end] = error.pos;
  const span = { source, start: Math.min(start, source.text.length), end: Math.min(Math.max(start, end), source.text.length) };
  if (error.code === 'TAB_AS_INDENT' || indentedByTab(source.text, span.start))
    return diagnostic('yaml-tab', { span: tabNear(source, span.start) });
  // At the end of the file nothing can line up any more: what is missing is the end of something.
  const atEnd = error.code === 'BAD_INDENT' && source.text.slice(span.start).trim() === '';
  const problem = problems[atEnd ? 'MISSING_CHAR' : error.code];
  return diagnostic(error.code === 'BAD_INDENT' && !atEnd ? 'yaml-indent' : 'yaml-syntax', { span }, { problem });
}

/** Whether the blanks that begin the line hold a tab: then that is the cause, whatever the parser made of it. */
function indentedByTab(text: string, offset: number): boolean {
  return /^[ ]*\t/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1));
}

function tabNear(source: SourceFile, offset: number): { source: SourceFile; start: number; end: number } {
  const lineStart = source.text.lastIndexOf('\n', offset - 1) + 1;
  const tab = source.text.indexOf('\t', lineStart);
  const start = tab === -1 ? offset : tab;
  return { source, start, end: Math.min(start + 1, source.text.length) };
}
