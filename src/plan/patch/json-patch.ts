import { PatchError } from './patch-error.ts';
import { isEqual, isMap, own, withKey, withoutKey } from './plain.ts';

/** An operation of RFC 6902 that has the keys which its `op` asks for. */
export interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
  readonly from?: string;
}

/**
 * Applies a JSON patch (RFC 6902); the document itself stays as it is.
 * @throws {PatchError} with the path in the patch
 */
export function applyJsonPatch(document: unknown, operations: readonly Operation[]): unknown {
  return operations.reduce<unknown>((result, operation, i) => applyOperation(result, operation, i), document);
}

function applyOperation(document: unknown, operation: Operation, index: number): unknown {
  const fail = (key: 'path' | 'from', reason: string): never => {
    throw new PatchError([index, key], reason);
  };
  const to = (reason: string): never => fail('path', reason);
  const path = steps(operation.path);
  switch (operation.op) {
    case 'add':
      return add(document, path, operation.value, to);
    case 'remove':
      return remove(document, path, to);
    case 'replace':
      return replace(document, path, operation.value, to);
    case 'test':
      return isEqual(find(document, path, to), operation.value) ? document : to('the value there is another one');
    case 'copy':
      return add(
        document,
        path,
        find(document, steps(operation.from ?? ''), (reason) => fail('from', reason)),
        to,
      );
    default: {
      const from = steps(operation.from ?? '');
      if (from.length < path.length && from.every((step, i) => step === path[i])) return to('nothing can be moved into itself');
      const moved = find(document, from, (reason) => fail('from', reason));
      return from.length === path.length && from.every((step, i) => step === path[i])
        ? document
        : add(
            remove(document, from, (reason) => fail('from', reason)),
            path,
            moved,
            to,
          );
    }
  }
}

type Fail = (reason: string) => never;

/** RFC 6901. */
function steps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const missing = 'there is nothing at this path';

function find(document: unknown, path: readonly string[], fail: Fail): unknown {
  return path.reduce((value, step) => child(value, step, fail), document);
}

function child(value: unknown, step: string, fail: Fail): unknown {
  const found: unknown = Array.isArray(value) ? value[position(step, value.length - 1, fail)] : isMap(value) ? own(value, step) : undefined;
  return found === undefined ? fail(missing) : found;
}

/** An index without leading zeros, up to the greatest that is allowed. */
function position(step: string, greatest: number, fail: Fail): number {
  const index = /^(?:0|[1-9][0-9]{0,8})$/.test(step) ? Number(step) : -1;
  return index < 0 || index > greatest ? fail(missing) : index;
}

/** The document with what is above the last step changed. */
function at(document: unknown, path: readonly string[], change: (parent: unknown, step: string) => unknown, fail: Fail): unknown {
  const [step = '', ...rest] = path;
  if (rest.length === 0) return change(document, step);
  const below = at(child(document, step, fail), rest, change, fail);
  if (Array.isArray(document)) return document.with(Number(step), below);
  return isMap(document) ? withKey(document, step, below) : fail(missing);
}

function add(document: unknown, path: readonly string[], value: unknown, fail: Fail): unknown {
  if (path.length === 0) return value;
  return at(
    document,
    path,
    (parent, step) => {
      if (Array.isArray(parent)) return parent.toSpliced(step === '-' ? parent.length : position(step, parent.length, fail), 0, value);
      return isMap(parent) ? withKey(parent, step, value) : fail(missing);
    },
    fail,
  );
}

function remove(document: unknown, path: readonly string[], fail: Fail): unknown {
  if (path.length === 0) return fail('an object cannot be deleted by a patch');
  return at(
    document,
    path,
    (parent, step) => {
      if (Array.isArray(parent)) return parent.toSpliced(position(step, parent.length - 1, fail), 1);
      return isMap(parent) && Object.hasOwn(parent, step) ? withoutKey(parent, step) : fail(missing);
    },
    fail,
  );
}

function replace(document: unknown, path: readonly string[], value: unknown, fail: Fail): unknown {
  if (path.length === 0) return value;
  return at(
    document,
    path,
    (parent, step) => {
      if (Array.isArray(parent)) return parent.with(position(step, parent.length - 1, fail), value);
      return isMap(parent) && Object.hasOwn(parent, step) ? withKey(parent, step, value) : fail(missing);
    },
    fail,
  );
}
