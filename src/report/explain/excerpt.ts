import type { KubeObject } from '../../plan/kubernetes.ts';
import { pointerTo, valueAt } from '../../value/json-pointer.ts';
import { printYaml } from '../../write/yaml.ts';
import { maskedObject } from '../masked-object.ts';
import { textWidth } from '../terminal-text.ts';

/** Lines shown at most. */
const longest = 12;

/** What stands at a pointer without secrets: on one line where that has room, else as YAML. @param room columns */
export function excerpt(object: KubeObject, pointer: string, room: number): readonly string[] {
  const value = valueAt(masked(object), pointer);
  if (value === undefined) return [];
  const inline = pointer === '' ? undefined : typeof value === 'string' ? value : flow(value);
  if (inline !== undefined && !inline.includes('\n') && textWidth(inline) <= room) return [inline];
  const text = typeof value === 'string' ? value : printYaml(value as KubeObject);
  const lines = text.trimEnd().split('\n');
  return lines.length <= longest ? lines : [...lines.slice(0, longest - 1), `… ${lines.length - longest + 1} more lines`];
}

const known = new WeakMap<KubeObject, KubeObject>();

function masked(object: KubeObject): KubeObject {
  const found = known.get(object) ?? maskedObject(object);
  known.set(object, found);
  return found;
}

/** Strings that are read as such without quotes, also beside commas and braces. */
const plain = /^(?![\d.+-]+$|(?:true|false|null|yes|no|on|off)$)[\w./@:+=~$%*-]+$/i;

/** Lists and maps in the flow style of YAML, for reading only. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'string') return plain.test(value) ? value : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}: ${flow(one)}`)
    .join(', ')}}`;
}

/** Pointers to everything at or below a pointer that has nothing below it. */
export function leafPointers(object: KubeObject, pointer: string): readonly string[] {
  const below = (value: unknown, at: string): readonly string[] => {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return entries.length === 0 ? [at] : entries.flatMap(([key, one]) => below(one, pointerTo(at, key)));
  };
  return below(valueAt(object, pointer), pointer);
}
