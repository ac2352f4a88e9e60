import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { MapEntry, Node, ScalarNode } from '../source/node.ts';
import { formatPath, type Path } from '../source/node-tools.ts';
import { castText, castTypeAt, isOldBoolean } from './cast.ts';
import type { Environment } from './environment.ts';
import { expressionSpan } from './expression-span.ts';
import { interpolateText, longestText, type Range, type TextResult } from './template.ts';

export interface Interpolated {
  readonly node: Node;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A new tree with every string value interpolated and cast; keys are left alone.
 * What does not change is shared with the old tree.
 * @param path of the node in the Compose file: casts go by it
 */
export function interpolateNode(node: Node, lookup: Environment, path: Path = []): Interpolated {
  const interpolation = new Interpolation(lookup);
  return { node: interpolation.visit(node, path), diagnostics: interpolation.diagnostics };
}

/** Places found in one value; looking for more than anyone reads would take too long. */
const mostPlaces = 100;

class Interpolation {
  readonly diagnostics: Diagnostic[] = [];
  readonly #lookup: Environment;
  /** A value that several aliases repeat is reported once. */
  readonly #reported = new Map<object, Set<string>>();

  constructor(lookup: Environment) {
    this.#lookup = lookup;
  }

  visit(node: Node, path: Path): Node {
    if (node.kind === 'scalar')
      return typeof node.value === 'string' && node.timestamp !== true ? this.#scalar(node, node.value, path) : node;
    if (node.kind === 'list') {
      const items = node.items.map((item, index) => this.visit(item, [...path, index]));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    let entries: Map<string, MapEntry> | undefined;
    for (const [key, entry] of node.entries) {
      const value = this.visit(entry.value, [...path, key]);
      if (value !== entry.value) (entries ??= new Map(node.entries)).set(key, { ...entry, value });
    }
    return entries ? { ...node, entries } : node;
  }

  #scalar(node: ScalarNode, text: string, path: Path): Node {
    const type = castTypeAt(path);
    if (type === undefined && !text.includes('$')) return node;
    const result = interpolateText(text, this.#lookup);
    this.#reportResult(result, node, text, path);
    const { value, variables } = result;
    const known = variables.length === 0 ? node.variables : mergeNames(node.variables, variables);
    const plain = { ...node, value, text: value, ...(known && { variables: known }) };
    if (result.error || type === undefined) return plain;
    const cast = castText(value, type, path);
    if (!cast) {
      const unset = result.unset.length > 0 ? result.unset.map(({ name }) => name) : undefined;
      this.#report('interpolation-cast', node.span, path, { path: formatPath(path), type, empty: value === '', unset });
      return plain;
    }
    if (type === 'boolean' && isOldBoolean(value)) this.#report('boolean-word', node.span, path, { word: value, meaning: cast.text });
    return { ...plain, value: cast.value, text: cast.text };
  }

  #reportResult(result: TextResult, node: ScalarNode, text: string, path: Path): void {
    let placed = 0;
    const at = (range: Range): Span => (placed++ < mostPlaces ? expressionSpan(node.span, text, range) : node.span);
    const { error, unset, unused } = result;
    if (error?.kind === 'invalid') this.#report('interpolation-invalid', at(error), path, {});
    else if (error?.kind === 'too-long') this.#report('interpolation-too-long', node.span, path, { longest: longestText });
    else if (error) this.#report('variable-required', at(error), path, { name: error.name, message: error.message });
    for (const { name, bare, ...range } of unset) {
      this.#report(bare && holdsSecret(text, path) ? 'dollar-in-secret' : 'variable-unset', at(range), path, { name });
    }
    for (const range of unused) this.#report('default-unused', at(range), path, {});
  }

  #report(code: Diagnostic['code'], span: Span, path: Path, data: Diagnostic['data']): void {
    const places = this.#reported.get(span.source) ?? new Set();
    this.#reported.set(span.source, places);
    const place = `${code} ${span.start}`;
    if (places.has(place)) return;
    places.add(place);
    this.diagnostics.push(diagnostic(code, { span, path: formatPath(path) }, data));
  }
}

/** Whether the key, also that of an item `KEY=value`, names something secret. */
function holdsSecret(text: string, path: Path): boolean {
  const key = path.at(-1);
  const name = typeof key === 'number' ? /^[\w.-]+(?==)/.exec(text)?.[0] : key;
  return /pass|pwd|secret|token|credential|api_?key|private_?key/i.test(name ?? '');
}

function mergeNames(known: readonly string[] | undefined, further: readonly string[]): readonly string[] {
  return known ? [...new Set([...known, ...further])].toSorted() : further;
}
