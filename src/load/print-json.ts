import { type Printed, isPrintedList, isPrintedMap } from './print-project.ts';

/** JSON as Go's encoding/json writes it with two blanks a level, without a line feed at the end. */
export function printGoJson(printed: Printed, indent = ''): string {
  const inner = `${indent}  `;
  if (isPrintedMap(printed)) {
    const entries = [...printed].map(([key, value]) => `${inner}${goString(key)}: ${printGoJson(value, inner)}`);
    return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
  }
  if (isPrintedList(printed)) {
    const items = printed.map((item) => inner + printGoJson(item, inner));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof printed === 'string') return goString(printed);
  return typeof printed === 'bigint' ? String(printed) : JSON.stringify(printed);
}

/** Go escapes what could end a script in HTML or a line in JavaScript. */
function goString(text: string): string {
  return JSON.stringify(text).replaceAll(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
