import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { KubeObject } from '../../src/plan/kubernetes.ts';

type Definition = Record<string, unknown>;

/** Checks objects against the official API definitions, unknown fields being errors as with `kubectl --validate=strict`. */
export class OfficialSchema {
  readonly #ajv: Ajv;
  readonly #names = new Map<string, string>();
  readonly #validators = new Map<string, ValidateFunction>();

  /** @param folder holds `kubernetes-<version>.json` */
  constructor(folder: string, version: string) {
    const { definitions } = JSON.parse(readFileSync(join(folder, `kubernetes-${version}.json`), 'utf8')) as {
      definitions: Record<string, Definition>;
    };
    for (const definition of Object.values(definitions)) close(definition);
    for (const [name, definition] of Object.entries(definitions)) {
      for (const { group, version: v, kind } of (definition['x-kubernetes-group-version-kind'] ?? []) as {
        group: string;
        version: string;
        kind: string;
      }[]) {
        this.#names.set(`${group === '' ? v : `${group}/${v}`} ${kind}`, name);
      }
    }
    this.#ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    this.#ajv.addSchema({ $id: 'k8s', definitions });
  }

  /** Every violation as `pointer message`. */
  check(object: KubeObject): readonly string[] {
    const id = `${object.apiVersion} ${object.kind}`;
    const name = this.#names.get(id);
    if (name === undefined) return [`${id} is no kind of this version`];
    let validate = this.#validators.get(name);
    if (!validate) {
      validate = this.#ajv.compile({ $ref: `k8s#/definitions/${name}` });
      this.#validators.set(name, validate);
    }
    const isValid: boolean = validate(object);
    return isValid
      ? []
      : (validate.errors ?? []).map(
          (e) => `${object.kind}/${object.metadata.name}${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`,
        );
  }
}

/** Forbids unknown fields, and lets an int-or-string be a number, which the published definitions do not say. */
function close(node: unknown): void {
  if (Array.isArray(node)) for (const item of node) close(item);
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Definition;
  if (schema['format'] === 'int-or-string') schema['type'] = ['string', 'integer'];
  if (schema['properties'] !== undefined && schema['additionalProperties'] === undefined) schema['additionalProperties'] = false;
  for (const value of Object.values(schema)) close(value);
}
