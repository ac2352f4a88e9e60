import { parseAllDocuments, type Document, type YAMLError } from 'yaml';
import { diagnostic, DiagnosticError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/span.ts';
import { parseLeniently } from './lenient-lexer.ts';
import type { MapNode } from './node.ts';
import { syntaxError } from './syntax-error.ts';
import { tooDeep, TreeBuilder } from './tree-builder.ts';

/** The documents of a YAML file and what is wrong with it. A document with an error is left out or incomplete. */
export interface YamlResult {
  readonly documents: readonly MapNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads YAML as Docker Compose does: 1.2 syntax, go-yaml's scalars, anchors, aliases and merge keys resolved (contract ). */
export function readYaml(source: SourceFile): YamlResult {
  const diagnostics: Diagnostic[] = [];
  const documents: MapNode[] = [];
  try {
    const parsed = parse(source);
    if (parsed.length === 0) diagnostics.push(diagnostic('yaml-empty', { span: { source, start: 0, end: 0 } }));
    for (const document of parsed) readDocument(document, source, parsed.length > 1, documents, diagnostics);
  } catch (error) {
    if (error instanceof DiagnosticError) diagnostics.push(error.diagnostic);
    else if (error instanceof RangeError) diagnostics.push(tooDeep({ source, start: 0, end: 0 }));
    else throw error;
  }
  return { documents, diagnostics };
}

const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

function parse(source: SourceFile): readonly Document.Parsed[] {
  const strict = parseAllDocuments(source.text, options);
  if (!hasErrors(strict, source)) return strict;
  const lenient = parseLeniently(source.text, options);
  return hasErrors(lenient, source) ? strict : lenient;
}

function hasErrors(documents: readonly Document.Parsed[], source: SourceFile): boolean {
  return documents.some((document) => errorsOf(document, source).length > 0);
}

/** The errors of a document, in order. */
function errorsOf(document: Document.Parsed, source: SourceFile): readonly YAMLError[] {
  return document.errors.filter((error) => !isTouchingComment(error, source)).toSorted((a, b) => a.pos[0] - b.pos[0]);
}

function readDocument(
  document: Document.Parsed,
  source: SourceFile,
  among: boolean,
  documents: MapNode[],
  diagnostics: Diagnostic[],
): void {
  const [first] = errorsOf(document, source);
  if (first) {
    diagnostics.push(syntaxError(first, source));
    return;
  }
  const builder = new TreeBuilder(source, diagnostics);
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
