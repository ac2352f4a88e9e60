import { jsonPointer, kindName, objectName } from './formats.ts';
import type { MapShape } from './shape.ts';

/** An operation of RFC 6902. */
const operation: MapShape = {
  type: 'map',
  required: ['op', 'path'],
  fields: {
    op: {
      shape: { type: 'word', words: ['add', 'remove', 'replace', 'move', 'copy', 'test'] },
      meaning: 'what to do',
      examples: ['replace'],
    },
    path: { shape: jsonPointer, meaning: 'where', examples: ['/spec/replicas'] },
    value: { shape: { type: 'anything' }, meaning: 'with `add`, `replace` and `test`', examples: ['3'] },
    from: { shape: jsonPointer, meaning: 'with `move` and `copy`', examples: ['/metadata/annotations/a'] },
  },
  conditions: [
    {
      when: [{ field: 'op', is: ['add', 'replace', 'test'] }],
      demands: [{ field: 'value', isPresent: true }],
      says: 'a value with add, replace and test',
    },
    { when: [{ field: 'op', is: ['move', 'copy'] }], demands: [{ field: 'from', isPresent: true }], says: 'from with move and copy' },
  ],
};

/** A change of emitted objects. */
export const patchShape: MapShape = {
  type: 'map',
  fields: {
    kind: { shape: kindName, meaning: 'the kind of the object; without one it is the workload of the service', examples: ['Service'] },
    name: {
      shape: objectName,
      meaning: 'the name of the object, without the hash at the end of names that have one; without a name all of the kind are meant',
      examples: ['web-public'],
    },
    merge: {
      shape: { type: 'record', values: { type: 'anything' } },
      meaning: 'a strategic merge patch, as `kubectl patch` takes it: `null` deletes, `$patch: delete` and `$patch: replace` direct',
      examples: ['{spec: {template: {spec: {terminationGracePeriodSeconds: 90}}}}'],
    },
    json: {
      shape: { type: 'list', of: operation },
      meaning: 'a JSON patch (RFC 6902)',
      examples: ['[{op: remove, path: /spec/template/spec/securityContext}]'],
    },
  },
  conditions: [
    {
      when: [{ field: 'merge', isPresent: false }],
      demands: [{ field: 'json', isPresent: true }],
      says: 'merge or json',
    },
    { when: [{ field: 'merge', isPresent: true }], demands: [{ field: 'json', isPresent: false }], says: 'merge or json, not both' },
    { when: [{ field: 'name', isPresent: true }], demands: [{ field: 'kind', isPresent: true }], says: 'a kind with the name' },
  ],
};
