import { printable } from './terminal-text.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text of the input for HTML, SVG and XML, between tags and in quoted attributes. Controls, and surrogates without a partner,
 * which no encoding has, become U+FFFD; line feeds and tabs stay.
 */
export function escaped(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A tag with attributes; those without a value are left out. The content is markup already. */
export function tag(name: string, attributes: Readonly<Record<string, string | number | undefined>>, content?: string): string {
  const list = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(String(value))}"`]));
  return `<${name}${list.join('')}${content === undefined ? '/>' : `>${content}</${name}>`}`;
}
