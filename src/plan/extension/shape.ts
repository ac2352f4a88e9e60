/** The form of a value under `x-waybill`: what the reader accepts and the JSON Schema says. */
export type Shape =
  | { readonly type: 'boolean' }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum?: number }
  | TextShape
  | { readonly type: 'word'; readonly words: readonly string[] }
  | { readonly type: 'list'; readonly of: Shape }
  /** Keys are the user's. */
  | { readonly type: 'record'; readonly keys?: TextShape; readonly values: Shape }
  | MapShape
  | { readonly type: 'either'; readonly of: readonly Shape[] }
  /** Whatever YAML can say. */
  | { readonly type: 'anything' };

export interface TextShape {
  readonly type: 'text';
  /** What is expected, with its article: `a host name`. */
  readonly says: string;
  /** Source of a regular expression that JSON Schema and this language read alike. */
  readonly pattern?: string;
  readonly longest?: number;
}

/** A map with keys that are known. */
export interface MapShape {
  readonly type: 'map';
  readonly fields: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly conditions?: readonly Condition[];
}

/** A key with its meaning. */
export interface Field {
  readonly shape: Shape;
  /** One sentence without a full stop, for the documentation and editors. */
  readonly meaning: string;
  /** Values as YAML, for the documentation; held to be valid by a test. */
  readonly examples: readonly string[];
  /** Brings the forms in which it can be written into one. */
  readonly convert?: (value: unknown) => unknown;
  /** The validity of the value is judged elsewhere. */
  readonly judgedElsewhere?: true;
}

/** What must hold about the keys of a map beside their own forms. */
export interface Condition {
  readonly when: readonly FieldTest[];
  readonly demands: readonly FieldTest[];
  /** What is expected, for a sentence that begins with `expected`. */
  readonly says: string;
}

export type FieldTest =
  | { readonly field: string; readonly isPresent: boolean }
  /** Present, and one of the words. */
  | { readonly field: string; readonly is: readonly string[] };

/** What is expected where a value of a shape is to stand: `a boolean`, `one of Job, Deployment`. */
export function expectation(shape: Shape): string {
  switch (shape.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return shape.maximum === undefined
        ? `a whole number from ${shape.minimum}`
        : `a whole number from ${shape.minimum} to ${shape.maximum}`;
    case 'text':
      return shape.says;
    case 'word':
      return shape.words.join(', ');
    case 'list':
      return `a list of ${expectation(shape.of)}`;
    case 'record':
      return `a map of ${expectation(shape.values)}`;
    case 'map':
      return `a map with ${Object.keys(shape.fields).join(', ')}`;
    case 'either':
      return shape.of.map(expectation).join(' or ');
    case 'anything':
      return 'any value';
  }
}
