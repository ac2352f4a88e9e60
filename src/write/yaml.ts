import { Document, type ScalarTag, Schema, type Tags } from 'yaml';
import type { KubeObject } from '../plan/kubernetes.ts';
import { fitsLiteral, flowString, literalString } from './yaml-string.ts';

const stringTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string',
  resolve: (text) => text,
  stringify(item, context, _onComment, onChompKeep) {
    const text = String(item.value);
    if (context.implicitKey === true || !fitsLiteral(text)) return flowString(text);
    if (text.endsWith('\n\n')) onChompKeep?.();
    return literalString(text, context.indent);
  },
};

function withOwnStrings(tags: Tags): Tags {
  return tags.map((tag) => (typeof tag === 'object' && tag.tag === stringTag.tag ? stringTag : tag));
}

/** Made once: a schema a document would take as long as printing it. */
const schema = new Schema({ schema: 'core', customTags: withOwnStrings });

/** Comment lines; a line feed inside one must not let the rest out of the comment. */
export function commentLines(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split(/[\r\n\u0085\u2028\u2029]+/))
    .map((line) => `${line === '' ? '#' : `# ${line}`}\n`)
    .join('');
}

/**
 * One object as a YAML document without a separator: keys in the order of the object, two blanks a level, line feeds,
 * no folding, ending in a line feed. The same object always gives the same text, and kubectl, YAML 1.1 and YAML 1.2
 * readers get back what was meant.
 * @param header comment lines to put before it, without their `#`
 */
export function printYaml(object: KubeObject | ReadonlyMap<string, unknown>, header: readonly string[] = []): string {
  const document = new Document(object, { version: '1.2', aliasDuplicateObjects: false, schema });
  return commentLines(header) + document.toString({ lineWidth: 0, indent: 2 });
}
