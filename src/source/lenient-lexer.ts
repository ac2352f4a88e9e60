import { Composer, Lexer, Parser, type Document } from 'yaml';

/**
 * Parses with a lexer that asks no indentation of what stands in brackets, braces or quotes, as go-yaml does:
 *
 *     command: [
 *     "serve"
 *     ]
 *
 * YAML forbids this and the `yaml` package reports it, so this is for a second try only.
 */
export function parseLeniently(text: string, options: ConstructorParameters<typeof Composer>[0]): readonly Document.Parsed[] {
  const lexer = new Lexer();
  relaxIndentation(lexer as unknown as LexerState);
  const parser = new Parser();
  const composer = new Composer(options);
  const documents: Document.Parsed[] = [];
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(false, text.length));
  return documents;
}

/** What the lexer keeps to itself. */
interface LexerState {
  readonly buffer: string;
  readonly pos: number;
  readonly flowLevel: number;
  /** The indentation that the next line must have to belong to the value at hand. */
  indentNext: number;
}

function relaxIndentation(lexer: LexerState): void {
  let required = lexer.indentNext;
  Object.defineProperty(lexer, 'indentNext', {
    get: () => (lexer.flowLevel > 0 || lexer.buffer[lexer.pos] === '"' || lexer.buffer[lexer.pos] === "'" ? 0 : required),
    set: (indent: number) => {
      required = indent;
    },
  });
}
