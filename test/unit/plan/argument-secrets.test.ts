import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../support/convert-text.ts';

function argsOf(command: string, env: Record<string, string> = {}): { args: unknown; values: readonly string[] } {
  const result = convertText(`services: {app: {image: acme/app:1, user: '0', command: ${command}}}`, { env });
  const secrets = result.objects
    .filter((o) => o.kind === 'Secret')
    .flatMap((o) => Object.values(Object(at(o, 'data'))).map((v) => Buffer.from(String(v), 'base64').toString()));
  return { args: at(containerOf(result.object('Deployment')), 'args'), values: secrets };
}

describe('secrets in arguments (S-19, S-17, ENV-11)', () => {
  it.each<[string, Record<string, string>, readonly string[], readonly string[]]>([
    ['[run, --password=hunter22]', {}, ['run', '--password=$(ARG_1)'], ['hunter22']],
    ['[run, --password, hunter22]', {}, ['run', '--password', '$(ARG_1)'], ['hunter22']],
    ['["${DB_PASSWORD}"]', { DB_PASSWORD: 'hunter22' }, ['$(ARG_1)'], ['hunter22']],
    ['["${DB_PASSWORD:-fallback}"]', {}, ['$(ARG_1)'], ['fallback']],
    ['["${DB_PASSWORD-fallback}$$x"]', {}, ['$(ARG_1)$$x'], ['fallback']],
    ['["x${DB_PASSWORD}y$$(z)"]', { DB_PASSWORD: 'hunter22' }, ['x$(ARG_1)y$$(z)'], ['hunter22']],
    ['[a, "${DB_PASSWORD}", "${DB_PASSWORD}"]', { DB_PASSWORD: 'hunter22' }, ['a', '$(ARG_1)', '$(ARG_1)'], ['hunter22']],
    ['["${TOKEN}", "${DB_PASSWORD}"]', { DB_PASSWORD: 'hunter22', TOKEN: 'abcdef' }, ['$(ARG_1)', '$(ARG_2)'], ['abcdef', 'hunter22']],
    ['["${DB_PASSWORD:-}", plain]', {}, ['', 'plain'], []],
    ['["$${DB_PASSWORD}"]', {}, ['${DB_PASSWORD}'], []],
    ['["${USER_NAME:-joe}"]', {}, ['joe'], []],
  ])('%s', (command, env, args, values) => expect(argsOf(command, env)).toEqual({ args, values }));
});
