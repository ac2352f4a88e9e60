import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemWhere, itemWith, pointerTo, settlePointer, valueAt } from '../../../src/value/json-pointer.ts';

const document = {
  volumes: [{ name: 'a' }, { name: 'a/b~c' }, { configMap: { name: 'x' } }],
  peers: [{ matchLabels: { 'waybill.dev/net-a': 'true' } }, { matchLabels: { 'waybill.dev/net-b': 'true' } }],
  ports: [{ port: 80 }, { port: 443, name: '[name=https]' }],
  '[name=a]': 'a key',
};

describe('settlePointer', () => {
  it.each([
    ['an item by its name', pointerTo('/volumes', itemWhere('name', 'a')), '/volumes/0'],
    ['a name that has to be escaped', pointerTo('/volumes', itemWhere('name', 'a/b~c')), '/volumes/1'],
    ['a field further down', pointerTo('/volumes', itemWhere('configMap/name', 'x')), '/volumes/2'],
    ['a number', `${pointerTo('/ports', itemWhere('port', 443))}/name`, '/ports/1/name'],
    ['an item that has a field', pointerTo('/peers', itemWith(pointerTo('matchLabels', 'waybill.dev/net-b'))), '/peers/1'],
    ['positions', '/ports/1/port', '/ports/1/port'],
    ['a key that looks like a step', pointerTo('', '[name=a]'), '/[name=a]'],
    ['no such item', pointerTo('/volumes', itemWhere('name', 'z')), undefined],
    ['nothing below the item', `${pointerTo('/volumes', itemWhere('name', 'a'))}/emptyDir`, undefined],
  ])('%s', (_, pointer, settled) => {
    expect(settlePointer(document, pointer)).toBe(settled);
  });

  it('leaves a pointer without names as it is, and finds each item by its name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (names, n) => {
        const at = n % names.length;
        const items = { list: names.map((name) => ({ name })) };
        const plain = pointerTo('/list', at, 'name');
        expect(settlePointer(items, plain)).toBe(plain);
        const pointer = `${pointerTo('/list', itemWhere('name', names[at] ?? ''))}/name`;
        expect(settlePointer(items, pointer)).toBe(plain);
        expect(valueAt(items, plain)).toBe(names[at]);
      }),
    );
  });
});
