import { makeDataObjects } from '../data-objects.ts';
import type { ServiceRule } from '../rule.ts';

/** S-19, ENV-03: the Secret and the variables behind `$(ARG_1)`; applied when every command and check has been read. */
export const argumentSecretsRule: ServiceRule = {
  name: 'argument-secrets',
  handles: [],
  apply({ key: service, name, draft, argumentSecrets }, context) {
    const entries = argumentSecrets.entries;
    if (entries.length === 0) return;
    const items = entries.map((entry) => ({ key: entry.name, bytes: new TextEncoder().encode(entry.value) }));
    for (const object of makeDataObjects(
      { kind: 'Secret', base: `${name}-args`, identity: `arguments/${service}`, owner: name, items },
      context,
    )) {
      for (const key of object.keys) draft.env.push({ name: key, valueFrom: { secretKeyRef: { name: object.name, key } } });
    }
  },
};
