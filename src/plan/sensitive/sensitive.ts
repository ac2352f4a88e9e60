import type { ConvertOptions } from '../options.ts';
import { isSwitch } from './is-literal.ts';
import { nameWords } from './name-words.ts';
import { isPasswordName, isSensitiveName } from './sensitive-name.ts';
import { credentials, hasSecretShape, isSensitiveValue } from './sensitive-value.ts';

/** An environment entry, or any other named value, with what it was made from. */
export interface Candidate {
  readonly name: string;
  readonly value: string;
  /** The variables that the value was made from (S-17). */
  readonly variables?: readonly string[];
  /** The value of a variable of the project; a variable is sensitive by its value too. */
  readonly lookup?: (variable: string) => string | undefined;
  /** How secrets are written (S-02); other than `inline`, numbers and durations stay plain (S-18). Default `inline`. */
  readonly secrets?: ConvertOptions['secrets'];
}

export interface Classification {
  readonly sensitive: boolean;
  /** The first that holds of: the name, credentials in an address, the shape of the value, a sensitive variable. */
  readonly because: 'name' | 'url' | 'shape' | 'taint' | undefined;
}

const plain: Classification = { sensitive: false, because: undefined };

/** Whether a named value goes into a Secret (S-16, S-17, S-18). */
export function classify(candidate: Candidate): Classification {
  const { name, value } = candidate;
  if (value.trim() === '' || isSwitch(value) || isFileVariable(name, value)) return plain;
  const byName = isSensitiveName(name);
  const tainting = (candidate.variables ?? []).filter(
    (variable) => isSensitiveName(variable) || isSensitiveValue(candidate.lookup?.(variable) ?? ''),
  );
  if ((candidate.secrets ?? 'inline') !== 'inline' && !tainting.some(isPasswordName) && staysPlain(name, value)) return plain;
  if (byName) return { sensitive: true, because: 'name' };
  if (credentials(value).length > 0) return { sensitive: true, because: 'url' };
  if (hasSecretShape(value)) return { sensitive: true, because: 'shape' };
  return tainting.length > 0 ? { sensitive: true, because: 'taint' } : plain;
}

/** S-15: `DB_PASSWORD_FILE=/run/secrets/db` says where a secret is, and is none. */
function isFileVariable(name: string, value: string): boolean {
  return nameWords(name).at(-1) === 'FILE' && /^\.{0,2}\/[^\s:@]*$/.test(value);
}

const number = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;
const duration =
  /^(?:\d+(?:\.\d+)?\s?(?:ns|us|µs|ms|s|m|h|d|w|y|sec|secs|seconds?|min|mins|minutes?|hours?|days?|weeks?|months?|years?))+$/i;

/**
 * What nobody wants to fill in by hand (S-18). A password stays a password although it is all digits; by its name, a value such as
 * `JWT_EXPIRES_IN` is a span of time whatever it looks like.
 */
function staysPlain(name: string, value: string): boolean {
  if (nameWords(name).at(-1) === 'IN') return true;
  return (number.test(value.trim()) || duration.test(value.trim())) && !isPasswordName(name);
}
