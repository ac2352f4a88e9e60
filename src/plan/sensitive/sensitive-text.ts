import { isLiteral, isSwitch } from './is-literal.ts';
import { isPasswordName } from './sensitive-name.ts';
import { isSensitiveValue } from './sensitive-value.ts';

/** `password: x` of YAML and of programs, and `"password": "x"`; without quotes only in YAML, where a value is no expression. */
const entry =
  /(?<![\w.-])["']?([A-Za-z][\w.-]{0,63})["']?[ \t]*:[ \t]*(?:"([^"\n]{1,4096})"|'([^'\n]{1,4096})'|([^\s"',{}[\]#&*!|>%@`$][^\s,{}]{0,4096}))/g;

/** `CREATE ROLE app PASSWORD 'x'`, `CREATE USER app IDENTIFIED BY 'x'`. */
const statement = /\b(?:PASSWORD|IDENTIFIED[ \t]+(?:WITH[ \t]+\S{1,64}[ \t]+)?(?:BY|AS))[ \t]+'([^'\n]{1,4096})'/gi;

/**
 * Whether a text file holds a secret (S-28): by the shapes of values (S-16 b, c), or as a password that is written out in a
 * configuration, a program or an SQL script.
 *
 * @param path decides whether values without quotes count
 */
export function holdsSecret(text: string, path: string): boolean {
  if (isSensitiveValue(text)) return true;
  // What stands in the Compose file itself has a name without an extension.
  const isYaml = /(?:\.ya?ml|^[^./]*)$/i.test(path);
  // psql writes its own variables `:'name'`.
  const entries = /\.sql$/i.test(path) ? [] : text.matchAll(entry);
  for (const [, name = '', double, single, bare] of entries) {
    const value = double ?? single ?? (isYaml ? bare : undefined);
    if (value !== undefined && (isPasswordName(name) || name.toLowerCase() === 'pwd') && isWrittenOut(value)) return true;
  }
  return [...text.matchAll(statement)].some(([, value = '']) => isWrittenOut(value));
}

function isWrittenOut(value: string): boolean {
  return isLiteral(value) && !isSwitch(value) && !/^:?\$/.test(value) && !/^\.{0,2}\//.test(value);
}
