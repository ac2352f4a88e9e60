import { Composer, Parser, type Document, type YAMLError } from 'yaml';
import { diagnostic, DiagnosticError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/span.ts';
import { parseLeniently } from './lenient-lexer.ts';
import type { MapNode } from './node.ts';
import { syntaxError } from './syntax-error.ts';
import { tooDeepAt } from './token-depth.ts';
import { depthLimit, tooDeep, TreeBuilder } from './tree-builder.ts';

/** The documents of a YAML file and what is wrong with it. A document with an error is left out or incomplete. */
export interface YamlResult {
  readonly documents: readonly MapNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What go-yaml's reader refuses anywhere in a file, comments too. */
// oxlint-disable-next-line no-control-regex -- these are the ones
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

function problemAt(source: SourceFile, start: number, problem: string): Diagnostic {
  return diagnostic('yaml-syntax', { span: { source, start, end: start + 1 } }, { problem });
}

/** Reads YAML as Docker Compose does: 1.2 syntax, go-yaml's scalars, anchors, aliases and merge keys resolved (contract ). */
export function readYaml(given: SourceFile): YamlResult {
  const source = withLineFeeds(given);
  const diagnostics: Diagnostic[] = [];
  const documents: MapNode[] = [];
  try {
    const control = source.text.search(unreadable);
    if (control !== -1) throw new DiagnosticError(problemAt(source, control, 'a control character cannot stand in YAML'));
    const parsed = parse(source);
    // Anchors hold for all documents behind them, as in go-yaml.
    const builder = new TreeBuilder(source, diagnostics);
    if (parsed.length === 0) diagnostics.push(diagnostic('yaml-empty', { span: { source, start: 0, end: 0 } }));
    for (const document of parsed) readDocument(document, builder, { source, among: parsed.length > 1, documents, diagnostics });
  } catch (error) {
    if (error instanceof DiagnosticError) diagnostics.push(error.diagnostic);
    else throw error;
  }
  return { documents, diagnostics };
}

/** A carriage return alone ends a line, too (YAML 1.2, 5.4); every place stays where it is. */
function withLineFeeds(source: SourceFile): SourceFile {
  const alone = /\r(?!\n)/g;
  return alone.test(source.text) ? { path: source.path, text: source.text.replace(alone, '\n') } : source;
}

const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

function parse(source: SourceFile): readonly Document.Parsed[] {
  const tokens = [...new Parser().parse(source.text)];
  // What is composed from tokens by recursion must not come near the end of the stack.
  const deep = tooDeepAt(tokens, depthLimit);
  if (deep !== undefined) throw new DiagnosticError(tooDeep({ source, start: deep, end: deep + 1 }));
  const strict = [...new Composer(options).compose(tokens)];
  if (!hasErrors(strict, source)) return strict;
  const lenient = parseLeniently(source.text, options);
  return hasErrors(lenient, source) ? strict : lenient;
}

function hasErrors(documents: readonly Document.Parsed[], source: SourceFile): boolean {
  return documents.some((document) => errorsOf(document, source).length > 0);
}

/** The errors of a document, in order. */
function errorsOf(document: Document.Parsed, source: SourceFile): readonly YAMLError[] {
  return document.errors
    .filter((error) => !isTouchingComment(error, source) && !isQuoteEscape(error, source))
    .toSorted((a, b) => a.pos[0] - b.pos[0]);
}

interface Reading {
  readonly source: SourceFile;
  /** Whether the file holds several documents. */
  readonly among: boolean;
  readonly documents: MapNode[];
  readonly diagnostics: Diagnostic[];
}

function readDocument(document: Document.Parsed, builder: TreeBuilder, { source, among, documents, diagnostics }: Reading): void {
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.1') {
    const at = Math.max(0, source.text.search(/^%YAML/m));
    diagnostics.push(problemAt(source, at, 'Docker Compose takes no other version than `%YAML 1.1`; delete the line'));
    return;
  }
  const [first] = errorsOf(document, source);
  if (first) {
    diagnostics.push(syntaxError(first, source));
    return;
  }
  const span = { source, start: document.range[0], end: document.range[0] };
  const root = builder.build(document.contents, span, 0);
  if (root.kind === 'map') documents.push(root);
  else if (root.kind === 'scalar' && root.value === null) diagnostics.push(diagnostic('yaml-empty', { span: root.span }, { among }));
  else diagnostics.push(diagnostic('yaml-root-not-map', { span: root.span }, { found: root.kind === 'list' ? 'list' : 'scalar' }));
}

/** go-yaml takes a comment that directly follows a quote or bracket: `[a]#b`. */
function isTouchingComment(error: YAMLError, source: SourceFile): boolean {
  return error.code === 'MISSING_CHAR' && source.text[error.pos[0]] === '#' && /["'\]}]/.test(source.text[error.pos[0] - 1] ?? '');
}

/** go-yaml takes `\\'` between double quotes; the tree builder reads it. */
function isQuoteEscape(error: YAMLError, source: SourceFile): boolean {
  return error.code === 'BAD_DQ_ESCAPE' && source.text.startsWith("\\'", error.pos[0]);
}
