import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyJsonPatch, type Operation } from '../../../../src/plan/patch/json-patch.ts';
import { PatchError } from '../../../../src/plan/patch/patch-error.ts';

const op = (name: string, path: string, rest: Partial<Operation> = {}): Operation => ({ op: name, path, ...rest });

describe('JSON patch (RFC 6902)', () => {
  it.each<[string, unknown, readonly Operation[], unknown]>([
    ['adds a member', { a: 1 }, [op('add', '/b', { value: 2 })], { a: 1, b: 2 }],
    ['replaces a member by adding it', { a: 1 }, [op('add', '/a', { value: null })], { a: null }],
    ['inserts into a list', { a: [1, 3] }, [op('add', '/a/1', { value: 2 })], { a: [1, 2, 3] }],
    ['appends to a list', { a: [1] }, [op('add', '/a/-', { value: [2] })], { a: [1, [2]] }],
    ['appends at the length', { a: [1] }, [op('add', '/a/1', { value: 2 })], { a: [1, 2] }],
    ['removes a member', { a: 1, b: 2 }, [op('remove', '/a')], { b: 2 }],
    ['removes an item', { a: [1, 2, 3] }, [op('remove', '/a/1')], { a: [1, 3] }],
    ['replaces an item', [1, 2], [op('replace', '/1', { value: 3 })], [1, 3]],
    ['replaces the whole', { a: 1 }, [op('replace', '', { value: { b: 2 } })], { b: 2 }],
    ['moves a member', { a: { b: 1 }, c: {} }, [op('move', '/c/d', { from: '/a/b' })], { a: {}, c: { d: 1 } }],
    ['moves an item', { a: [1, 2, 3] }, [op('move', '/a/2', { from: '/a/0' })], { a: [2, 3, 1] }],
    ['moves to the same place', { a: 1 }, [op('move', '/a', { from: '/a' })], { a: 1 }],
    ['copies', { a: [1] }, [op('copy', '/b', { from: '/a' })], { a: [1], b: [1] }],
    ['tests whatever the order of keys', { a: { b: 1, c: [2] } }, [op('test', '/a', { value: { c: [2], b: 1 } })], { a: { b: 1, c: [2] } }],
    ['reads escapes', { 'a/b': 1, 'c~d': 2 }, [op('remove', '/a~1b'), op('replace', '/c~0d', { value: 3 })], { 'c~d': 3 }],
    ['reads ~01 as ~1', { '~1': 1 }, [op('remove', '/~01')], {}],
    ['knows an empty key', { '': 1 }, [op('replace', '/', { value: 2 })], { '': 2 }],
    ['goes on with what an operation gave', {}, [op('add', '/a', { value: [] }), op('add', '/a/-', { value: 1 })], { a: [1] }],
  ])('%s', (_, document, operations, result) => {
    const before = structuredClone(document);
    expect(applyJsonPatch(document, operations)).toEqual(result);
    expect(document).toEqual(before);
  });

  it.each<[string, unknown, readonly Operation[], readonly (string | number)[]]>([
    ['a parent that is missing', {}, [op('add', '/a/b', { value: 1 })], [0, 'path']],
    ['a member that is missing', {}, [op('remove', '/a')], [0, 'path']],
    ['a replacement of nothing', {}, [op('replace', '/a', { value: 1 })], [0, 'path']],
    ['an index behind the end', [1], [op('add', '/2', { value: 1 })], [0, 'path']],
    ['the end of a list, where something must be', [1], [op('remove', '/-')], [0, 'path']],
    ['an index with a leading zero', [1, 2], [op('remove', '/01')], [0, 'path']],
    ['a key of a list', [1], [op('remove', '/length')], [0, 'path']],
    ['an inherited member', {}, [op('remove', '/constructor')], [0, 'path']],
    ['a member of a scalar', { a: 'x' }, [op('add', '/a/b', { value: 1 })], [0, 'path']],
    ['a source that is missing', {}, [op('add', '/b', { value: 1 }), op('copy', '/c', { from: '/a' })], [1, 'from']],
    ['a move into itself', { a: { b: {} } }, [op('move', '/a/b/c', { from: '/a' })], [0, 'path']],
    ['a test that fails', { a: 1 }, [op('test', '/a', { value: '1' })], [0, 'path']],
    ['a removal of the whole', {}, [op('remove', '')], [0, 'path']],
  ])('refuses %s', (_, document, operations, path) => {
    const found = failure(() => applyJsonPatch(document, operations));
    expect(found?.path).toEqual(path);
  });

  it('takes __proto__ for an ordinary key', () => {
    const result = applyJsonPatch({}, [op('add', '/__proto__', { value: 1 })]);
    expect(Object.entries(result as object)).toEqual([['__proto__', 1]]);
  });

  it('undoes an addition by a removal (property)', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.jsonValue(), (document, key, value) => {
        fc.pre(!Object.hasOwn(document, key));
        const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(applyJsonPatch(document, [op('add', path, { value }), op('test', path, { value }), op('remove', path)])).toEqual(document);
      }),
    );
  });
});

function failure(run: () => unknown): PatchError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof PatchError) return error;
    throw error;
  }
  return undefined;
}
