import { labelValue, objectName, qualifiedName, text } from './formats.ts';
import type { Field, MapShape, Shape } from './shape.ts';

const word = (...words: readonly string[]): Shape => ({ type: 'word', words });

/** The rules of the API server about a toleration. */
const toleration: MapShape = {
  type: 'map',
  fields: {
    key: { shape: qualifiedName, meaning: 'the key of the taint; without one every taint is meant', examples: ['dedicated'] },
    operator: { shape: word('Equal', 'Exists'), meaning: 'whether the value counts', examples: ['Exists'] },
    value: { shape: labelValue, meaning: 'the value of the taint', examples: ['database'] },
    effect: { shape: word('NoSchedule', 'PreferNoSchedule', 'NoExecute'), meaning: 'the effect of the taint', examples: ['NoSchedule'] },
    tolerationSeconds: { shape: { type: 'integer', minimum: 0 }, meaning: 'how long a pod stays', examples: ['300'] },
  },
  conditions: [
    { when: [{ field: 'key', isPresent: false }], demands: [{ field: 'operator', is: ['Exists'] }], says: 'a key, or the operator Exists' },
    {
      when: [{ field: 'operator', is: ['Exists'] }],
      demands: [{ field: 'value', isPresent: false }],
      says: 'no value with the operator Exists',
    },
    {
      when: [{ field: 'tolerationSeconds', isPresent: true }],
      demands: [{ field: 'effect', is: ['NoExecute'] }],
      says: 'tolerationSeconds with the effect NoExecute only',
    },
  ],
};

export const labels: Field = {
  shape: { type: 'record', keys: qualifiedName, values: labelValue },
  meaning: 'labels of the workload and its pods; never part of a selector',
  examples: ['{team: payments}'],
};

export const annotations: Field = {
  shape: { type: 'record', keys: qualifiedName, values: text },
  meaning: 'annotations of the workload and its pods',
  examples: ['{example.com/contact: "payments@example.com"}'],
};

/** What can be said of the pods of one service, and of all. */
export const podKeys: Readonly<Record<string, Field>> = {
  labels,
  annotations,
  serviceAccount: {
    shape: objectName,
    meaning: 'a ServiceAccount that exists, for the pods; its token is not mounted',
    examples: ['payments'],
  },
  priorityClass: { shape: objectName, meaning: 'a PriorityClass that exists', examples: ['high'] },
  tolerations: {
    shape: { type: 'list', of: toleration },
    meaning: 'taints of nodes that the pods put up with, as in a pod',
    examples: ['[{key: dedicated, operator: Exists, effect: NoSchedule}]'],
  },
  nodeSelector: {
    shape: { type: 'record', keys: qualifiedName, values: labelValue },
    meaning: 'labels that a node must have',
    examples: ['{disk: ssd}'],
  },
};
