import { asList, asMap, asString, type JsonMap } from './json.ts';

function hasLabels(wanted: unknown, labels: JsonMap): boolean {
  return Object.entries(asMap(wanted)).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function meets(requirement: JsonMap, labels: JsonMap): boolean {
  const key = asString(requirement['key']) ?? '';
  const present = Object.hasOwn(labels, key);
  const among = present && asList(requirement['values']).includes(labels[key]);
  switch (requirement['operator']) {
    case 'In':
      return among;
    case 'NotIn':
      return !among;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return false;
  }
}

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects the labels; an empty one selects everything. */
export function selects(selector: unknown, labels: JsonMap): boolean {
  const { matchLabels, matchExpressions } = asMap(selector);
  return hasLabels(matchLabels, labels) && asList(matchExpressions).every((requirement) => meets(asMap(requirement), labels));
}
