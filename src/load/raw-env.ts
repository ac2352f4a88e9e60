import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/span.ts';
import type { DotenvEntry, DotenvResult } from './dotenv.ts';
import type { Environment } from './environment.ts';

/**
 * Reads an env file of `format: raw`: values verbatim, nothing interpolated.
 * @param lookup where bare keys get their values
 */
export function parseRawEnv(source: SourceFile, lookup: Environment): DotenvResult {
  const entries: DotenvEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  let lineStart = 0;
  for (const line of source.text.split('\n')) {
    const written = line.replace(/\r$/, '');
    const content = written.replace(/^\uFEFF/, lineStart === 0 ? '' : '$&').replace(/^[\s\u0085]+/, '');
    const start = lineStart + written.length - content.length;
    lineStart += line.length + 1;
    if (content === '' || content.startsWith('#')) continue;
    const equals = content.indexOf('=');
    const name = equals === -1 ? content : content.slice(0, equals);
    const keySpan = { source, start, end: start + name.length };
    if (name === '' || /[ \t]/.test(name)) {
      diagnostics.push(
        diagnostic('dotenv-raw-key', { span: name === '' ? { source, start, end: start + 1 } : keySpan }, { empty: name === '' }),
      );
      break;
    }
    if (equals === -1) entries.push(inherited(name, keySpan, lookup));
    else
      entries.push({
        name,
        value: content.slice(equals + 1),
        span: { source, start: start + equals + 1, end: start + content.length },
        keySpan,
        variables: [],
      });
  }
  return { entries, diagnostics };
}

function inherited(name: string, keySpan: DotenvEntry['keySpan'], lookup: Environment): DotenvEntry {
  const variable = lookup.get(name);
  const variables = variable ? [...new Set([name, ...(variable.variables ?? [])])].toSorted() : [];
  return { name, value: variable?.value, span: keySpan, keySpan, variables };
}
