import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Alias,
  type Node as YamlNode,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { diagnostic, DiagnosticError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionOf, type SourceFile, type Span } from '../diagnostics/span.ts';
import { mergeInto, mergeSources } from './merge-key.ts';
import type { MapEntry, MapNode, Node, ScalarNode } from './node.ts';
import { resolvePlain, resolveTagged, string } from './scalar.ts';

/** Values that may come by way of aliases. A file of its own size may be larger: only multiplication is dangerous. */
const aliasLimit = 100_000;
/** Aliases of a large file may repeat a common block in every service without being a bomb. */
const aliasRatio = 10;
/** Levels of values in one another: far beyond what anyone writes, and well within the stack. */
export const depthLimit = 500;

export function tooDeep(span: Span): Diagnostic {
  return diagnostic('yaml-too-deep', { span }, { limit: depthLimit });
}

/** How much a node weighs when its aliases are written out. */
interface Weight {
  readonly nodes: number;
  readonly depth: number;
}

const single: Weight = { nodes: 1, depth: 1 };

/** Turns the documents of a file into nodes. Aliased subtrees are shared, so that even a bomb takes no more memory than its text. */
export class TreeBuilder {
  readonly #source: SourceFile;
  readonly #diagnostics: Diagnostic[];
  /** null while the anchored value is still being built. */
  readonly #anchors = new Map<string, Node | null>();
  readonly #weights = new Map<Node, Weight>();
  #written = 0;
  #aliased = 0;

  constructor(source: SourceFile, diagnostics: Diagnostic[]) {
    this.#source = source;
    this.#diagnostics = diagnostics;
  }

  /** @param place where a missing value would stand */
  build(node: YamlNode | null, place: Span, depth: number): Node {
    if (depth > depthLimit) throw new DiagnosticError(tooDeep(place));
    this.#written++;
    if (node === null) return this.#weigh(nullAt(place), []);
    const span = this.#spanOf(node, place);
    if (isAlias(node)) return this.#alias(node.source, span);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, null);
    const built = this.#value(node, span, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, built);
    return built;
  }

  #value(node: Exclude<YamlNode, Alias>, span: Span, depth: number): Node {
    if (isMap(node)) return this.#map(node, span, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as YamlNode | null, span, depth + 1));
      return this.#weigh({ kind: 'list', span, items, ...this.#composeTag(node.tag, span, false) }, items);
    }
    return this.#weigh(this.#scalar(node, span), []);
  }

  #scalar(node: Scalar, span: Span): ScalarNode {
    const style = node.type === 'PLAIN' || node.type === undefined ? 'plain' : node.type.startsWith('QUOTE') ? 'quoted' : 'block';
    const source =
      style === 'block' ? this.#blockText(node, span) : style === 'quoted' ? this.#quotedText(node, span) : (node.source ?? '');
    if (node.tag === undefined) {
      const { value, text, type } = style === 'plain' ? resolvePlain(source) : string(source);
      return { kind: 'scalar', span, value, text, style, ...(type === 'timestamp' && { timestamp: true }) };
    }
    const resolved = resolveTagged(node.tag, source);
    if (!resolved) this.#report('yaml-tag-mismatch', span, { tag: printTag(node.tag) });
    const { value, text, type } = resolved ?? string(source);
    return {
      kind: 'scalar',
      span,
      value,
      text,
      style,
      ...(type === 'timestamp' && { timestamp: true }),
      ...this.#composeTag(node.tag, span, true),
    };
  }

  /** Between double quotes go-yaml takes `\\'`, and neither `\\/` nor halves of surrogate pairs. */
  #quotedText(node: Scalar, span: Span): string {
    const text = node.source ?? '';
    const written = this.#source.text.slice(span.start, span.end);
    if (node.type !== 'QUOTE_DOUBLE' || !written.includes('\\')) return text;
    let quotes = 0;
    for (const escape of written.matchAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)/gs)) {
      const code = Number.parseInt(escape[1] ?? escape[2] ?? '0', 16);
      if (escape[0] === "\\'") quotes++;
      if (escape[0] !== '\\/' && (code < 0xd800 || code > 0xdfff) && code <= 0x10ffff) continue;
      const start = span.start + escape.index;
      this.#report(
        'yaml-syntax',
        { ...span, start, end: start + escape[0].length },
        { problem: 'invalid escape in a double-quoted string' },
      );
    }
    return quotes === 0 ? text : readQuoted(written.replaceAll(/\\(.)/gs, (escape, char: string) => (char === "'" ? "'" : escape)));
  }

  /** go-yaml adds no line end to a block that the file's end cuts off. */
  #blockText(node: Scalar, span: Span): string {
    const text = node.source ?? '';
    return span.end === this.#source.text.length && !this.#source.text.endsWith('\n') ? text.replace(/\n$/, '') : text;
  }

  #map(node: YAMLMap, span: Span, depth: number): MapNode {
    const entries = new Map<string, MapEntry>();
    const places = new Map<string, Span>();
    let merge: Node | undefined;
    for (const pair of node.items as Pair<YamlNode | null, YamlNode | null>[]) {
      const keyNode = this.build(pair.key, span, depth + 1);
      const value = this.build(pair.value, { ...keyNode.span, start: keyNode.span.end }, depth + 1);
      const isMerge = isMergeKey(pair.key);
      const key = isMerge ? '<<' : this.#key(keyNode);
      if (key === undefined) continue;
      const first = places.get(key);
      if (first) this.#duplicate(key, first, keyNode.span);
      places.set(key, first ?? keyNode.span);
      if (isMerge) merge = value;
      else if (!first) entries.set(key, { keySpan: keyNode.span, value });
    }
    if (merge) this.#merge(entries, merge);
    const children = Array.from(entries.values(), (entry) => entry.value);
    return this.#weigh({ kind: 'map', span, entries, ...this.#composeTag(node.tag, span, false) }, children);
  }

  #key(node: Node): string | undefined {
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.timestamp !== true) return node.value;
    const written = this.#source.text.slice(node.span.start, node.span.end);
    if (node.kind !== 'scalar') this.#report('yaml-key-not-string', node.span, { type: node.kind === 'map' ? 'mapping' : 'list' });
    else if (node.value === null) this.#report('yaml-key-not-string', node.span, { key: written, type: 'null' });
    else this.#report('yaml-key-not-string', node.span, { key: written, type: node.timestamp === true ? 'date' : typeOf(node.value) });
    return undefined;
  }

  #merge(entries: Map<string, MapEntry>, value: Node): void {
    const sources = mergeSources(value);
    if (!sources) {
      this.#report('yaml-merge-value', value.span, { found: value.kind === 'list' ? 'list of other things' : 'scalar' });
      return;
    }
    for (const { origin, copy } of mergeInto(entries, sources)) this.#repeat(origin, copy, value.span);
  }

  #alias(name: string, span: Span): Node {
    const target = this.#anchors.get(name);
    if (!target) {
      this.#report(target === null ? 'yaml-alias-cycle' : 'yaml-anchor-unknown', span, { anchor: name });
      return this.#weigh(nullAt(span), []);
    }
    const alias: Node = { ...target, span, via: [target.span, ...(target.via ?? [])] };
    this.#repeat(target, alias, span);
    return alias;
  }

  /** Counts what stands in the tree once more than in the text. */
  #repeat(origin: Node, copy: Node, span: Span): void {
    const weight = this.#weights.get(origin) ?? single;
    this.#weights.set(copy, weight);
    this.#aliased += weight.nodes;
    if (this.#aliased > aliasLimit && this.#aliased > aliasRatio * this.#written) {
      throw new DiagnosticError(diagnostic('yaml-too-many-nodes', { span }, { limit: aliasLimit }));
    }
  }

  #weigh<T extends Node>(node: T, children: readonly Node[]): T {
    let nodes = 1;
    let depth = 1;
    for (const child of children) {
      const weight = this.#weights.get(child) ?? single;
      nodes += weight.nodes;
      depth = Math.max(depth, 1 + weight.depth);
    }
    if (depth > depthLimit) throw new DiagnosticError(tooDeep(node.span));
    this.#weights.set(node, { nodes, depth });
    return node;
  }

  #duplicate(key: string, first: Span, second: Span): void {
    const data = { key, firstLine: positionOf(first).line };
    this.#diagnostics.push(
      diagnostic('yaml-duplicate-key', { span: second, related: [{ span: first, label: 'first defined here' }] }, data),
    );
  }

  #composeTag(tag: string | undefined, span: Span, scalar: boolean): { tag?: string } {
    if (tag === '!reset' || tag === '!override') return { tag };
    if (tag !== undefined && tag !== '!' && !tag.startsWith('tag:yaml.org,2002:')) this.#report('yaml-tag-unknown', span, { tag, scalar });
    return {};
  }

  #spanOf(node: YamlNode, place: Span): Span {
    const range = node.range;
    return range ? { source: this.#source, start: range[0], end: range[1] } : place;
  }

  #report(code: Diagnostic['code'], span: Span, data: Diagnostic['data']): void {
    this.#diagnostics.push(diagnostic(code, { span }, data));
  }
}

/** `<<` is a merge key only where it stands plain. */
function isMergeKey(key: YamlNode | null): boolean {
  if (!isScalar(key) || key.source !== '<<') return false;
  return key.tag === undefined ? key.type === 'PLAIN' : key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge';
}

function readQuoted(written: string): string {
  const { contents } = parseDocument(written, { schema: 'failsafe', logLevel: 'silent' });
  return isScalar(contents) ? contents.source : '';
}

function nullAt(span: Span): ScalarNode {
  return { kind: 'scalar', span: { ...span, end: span.start }, value: null, text: '', style: 'plain' };
}

function typeOf(value: string | number | bigint | boolean): string {
  if (typeof value === 'bigint') return 'number';
  return typeof value;
}

function printTag(tag: string): string {
  return tag.replace('tag:yaml.org,2002:', '!!');
}
