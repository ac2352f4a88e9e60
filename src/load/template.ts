import type { Environment } from './environment.ts';

/** A range of UTF-16 code units in a template. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A variable that has no value where one was wanted, and where. */
export interface UnsetVariable extends Range {
  readonly name: string;
  /** Written `$name`, which may be a `$` that was not meant as a variable. */
  readonly bare: boolean;
}

export interface TemplateError extends Range {
  readonly kind: 'invalid' | 'required' | 'too-long';
  /** The required variable. */
  readonly name?: string;
  /** The message behind `:?`; absent where there is none, or where variables went into it and it may hold a secret. */
  readonly message?: string;
}

export interface TextResult {
  readonly value: string;
  /** Names of the variables that the value was made from, also those behind them; sorted. */
  readonly variables: readonly string[];
  readonly unset: readonly UnsetVariable[];
  /** Defaults that were not needed here, but in which Docker Compose up to 2.40 finds an error (A-17). */
  readonly unused: readonly Range[];
  /** The first error; the value is then of no use. */
  readonly error?: TemplateError;
}

/** Far beyond what anyone writes; keeps hostile input from exhausting the stack. */
const depthLimit = 200;

/** What variables may add to a text, in UTF-16 code units: four times what an object of Kubernetes can hold. */
export const longestText = 1024 * 1024;

/** Replaces the variables of a text (A-10 to A-17). Substituted values are not looked at again. */
export function interpolateText(text: string, lookup: Environment): TextResult {
  if (!text.includes('$')) return { value: text, variables: [], unset: [], unused: [] };
  const template = new Template(lookup, false);
  const value = template.substitute(text, 0, 0);
  const { unset, unused, error } = template;
  return { value, variables: [...template.variables].toSorted(), unset, unused, ...(error && { error }) };
}

interface Expression {
  readonly name: string;
  readonly operator: string;
  readonly operand: Range;
  readonly end: number;
}

class Template {
  readonly variables = new Set<string>();
  readonly unset: UnsetVariable[] = [];
  readonly unused: Range[] = [];
  error: TemplateError | undefined;
  readonly #lookup: Environment;
  /** Whether operands are evaluated also where they are not needed. */
  readonly #eager: boolean;

  constructor(lookup: Environment, eager: boolean) {
    this.#lookup = lookup;
    this.#eager = eager;
  }

  /** @param offset of the text in the whole template, for places */
  substitute(text: string, offset: number, depth: number): string {
    let value = '';
    let at = 0;
    while (!this.error) {
      if (value.length > longestText + text.length) {
        this.error = { kind: 'too-long', start: offset, end: offset + text.length };
        return '';
      }
      const dollar = text.indexOf('$', at);
      if (dollar === -1) return value + text.slice(at);
      value += text.slice(at, dollar);
      const next = text[dollar + 1];
      const name = nameAt(text, dollar + 1);
      if (next === '$') {
        value += '$';
        at = dollar + 2;
      } else if (name !== '') {
        at = dollar + 1 + name.length;
        value += this.#plain(name, { start: offset + dollar, end: offset + at }, true);
      } else if (next === '{') {
        const expression = depth < depthLimit ? readExpression(text, dollar) : undefined;
        const place = { start: offset + dollar, end: offset + (expression?.end ?? invalidEnd(text, dollar)) };
        if (!expression) {
          this.error = { kind: 'invalid', ...place };
          return value;
        }
        value += this.#braced(expression, text, offset, depth, place);
        at = expression.end;
      } else {
        value += '$';
        at = dollar + 1;
      }
    }
    return value;
  }

  #plain(name: string, place: Range, bare: boolean): string {
    const found = this.#find(name);
    if (found === undefined) this.unset.push({ name, bare, ...place });
    return found ?? '';
  }

  #braced(expression: Expression, text: string, offset: number, depth: number, place: Range): string {
    const { name, operator, operand } = expression;
    if (operator === '') return this.#plain(name, place, false);
    const found = this.#find(name);
    const usable = operator.startsWith(':') ? found !== undefined && found !== '' : found !== undefined;
    const wanted = operator.endsWith('+') ? usable : !usable;
    const content = text.slice(operand.start, operand.end);
    if (!wanted) {
      this.#skip(content, offset + operand.start, depth);
      return found ?? '';
    }
    if (!operator.endsWith('?')) return this.substitute(content, offset + operand.start, depth + 1);
    const before = this.variables.size;
    const message = this.substitute(content, offset + operand.start, depth + 1);
    const printable = message !== '' && this.variables.size === before && !content.includes('$');
    this.error ??= { kind: 'required', name, ...(printable && { message }), ...place };
    return '';
  }

  #find(name: string): string | undefined {
    const variable = this.#lookup.get(name);
    this.variables.add(name);
    for (const further of variable?.variables ?? []) this.variables.add(further);
    return variable?.value;
  }

  /** Looks for what a reader without lazy evaluation would stumble over in an operand that is not needed. */
  #skip(content: string, offset: number, depth: number): void {
    if (!content.includes('$')) return;
    const trial = this.#eager ? this : new Template(this.#lookup, true);
    trial.substitute(content, offset, depth + 1);
    if (!this.#eager && trial.error) this.unused.push({ start: trial.error.start, end: trial.error.end });
  }
}

function nameAt(text: string, at: number): string {
  const name = /[A-Za-z_][A-Za-z0-9_]*/y;
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}

/** The expression that begins with the `${` at an offset; undefined where it is invalid (A-16). */
function readExpression(text: string, dollar: number): Expression | undefined {
  const name = nameAt(text, dollar + 2);
  if (name === '') return undefined;
  const afterName = dollar + 2 + name.length;
  if (text[afterName] === '}') return { name, operator: '', operand: { start: afterName, end: afterName }, end: afterName + 1 };
  const operator = /:?[-+?]/y;
  operator.lastIndex = afterName;
  const found = operator.exec(text)?.[0];
  if (found === undefined) return undefined;
  const start = afterName + found.length;
  const close = closingBrace(text, dollar + 1);
  return close === undefined || close < start ? undefined : { name, operator: found, operand: { start, end: close }, end: close + 1 };
}

/**
 * The brace that closes the one at an offset: found by counting, on the same line.
 * Where the count never comes out even the last brace of the line closes, as in Docker Compose.
 */
function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  let last: number | undefined;
  for (let at = open; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '}') {
      last = at;
      depth--;
      if (depth === 0) return at;
    } else if (text[at] === '{') {
      depth++;
      // The character behind an opening brace is never counted: `{}` opens only.
      at++;
      if (text[at] === '}') last = at;
      if (text[at] === '\n') break;
    }
  }
  return last;
}

/** Where to stop marking an invalid expression: at its brace, or at the end of its line. */
function invalidEnd(text: string, dollar: number): number {
  const end = /[}\n]/g;
  end.lastIndex = dollar;
  const found = end.exec(text);
  if (!found) return text.length;
  return found[0] === '}' ? found.index + 1 : found.index;
}
