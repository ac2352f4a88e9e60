/** An element as it was opened, with its attributes as a reader has them. */
export interface OpenedElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface ParsedMarkup {
  readonly elements: readonly OpenedElement[];
  /** All text outside of tags, scripts and styles, as a reader has it. */
  readonly text: string;
  /** What stands in `script` elements, raw. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

const voidElements: ReadonlySet<string> = new Set(['meta', 'input', 'br', 'link', 'img']);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * Reads HTML or SVG as strictly as nothing else does: every element closed in order, every attribute of a known form, no `<` or
 * `&` but those of tags and of the five entities. A text of the input that got into the markup breaks one of these.
 * @throws Error saying where
 */
export function parseMarkup(markup: string): ParsedMarkup {
  const elements: OpenedElement[] = [];
  const open: string[] = [];
  const scripts: string[] = [];
  const styles: string[] = [];
  let text = '';
  let at = markup.startsWith('<!doctype html>') ? '<!doctype html>'.length : 0;
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    text += decoded(markup.slice(at, next === -1 ? markup.length : next));
    if (next === -1) break;
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z:-]+(?:="[^"<]*"|=[A-Za-z0-9-]+)?)*)\s*(\/?)>/.exec(
      markup.slice(next, next + 100_000),
    );
    if (!tag) throw new Error(`no tag at ${next}: ${markup.slice(next, next + 60)}`);
    const [whole, isEnd, name = '', attributes = '', isEmpty] = tag;
    at = next + whole.length;
    if (isEnd === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> at ${next} closes nothing`);
      continue;
    }
    elements.push({ name, attributes: attributesOf(attributes) });
    if (isEmpty === '/' || voidElements.has(name)) continue;
    if (name === 'script' || name === 'style') {
      const end = markup.indexOf(`</${name}`, at);
      (name === 'script' ? scripts : styles).push(markup.slice(at, end));
      at = end;
    }
    open.push(name);
  }
  if (open.length > 0) throw new Error(`${open.join(' ')} is not closed`);
  return { elements, text, scripts, styles };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare] of text.matchAll(/\s+([A-Za-z:-]+)(?:="([^"]*)"|=([A-Za-z0-9-]+))?/g)) {
    if (found.has(name)) throw new Error(`${name} stands twice`);
    found.set(name, decoded(quoted ?? bare ?? ''));
  }
  return found;
}

function decoded(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare & in ${text.slice(0, 60)}`);
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/u.test(text)) throw new Error(`a control in ${text.slice(0, 60)}`);
  return text.replace(/&([a-z#0-9]+);/g, (_, name: string) => entities[name] ?? '');
}
