import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributes, resources, serviceWith } from '../support/arbitrary-service.ts';
import { type LoadCase, findingTexts, loadCase, loadInMemory, resultOf } from '../support/load-cases.ts';
import { composeBinary, loadWithBinary, skipNote } from './binary.ts';
import { withoutInactiveDependencies } from './differences.ts';

/** How many projects are made; WAYBILL_RUNS asks for more. */
const runs = Number(process.env['WAYBILL_RUNS'] ?? '400');

const service = serviceWith(attributes, 7);

interface Generated {
  readonly base: Record<string, unknown>;
  readonly over: Record<string, unknown> | undefined;
  readonly parent: Record<string, unknown> | undefined;
  readonly networks: unknown;
  readonly volumes: unknown;
  readonly tag: string;
}

const project: fc.Arbitrary<Generated> = fc.record({
  base: service,
  over: fc.option(service, { nil: undefined }),
  parent: fc.option(service, { nil: undefined }),
  ...resources,
  tag: fc.constantFrom('', '', '', ' !reset', ' !override'),
});

/** The project as files: JSON is YAML; a tag stands before one attribute of the override. */
function written({ base, over, parent, networks, volumes, tag }: Generated): LoadCase {
  const others = { db: { image: 'd' }, cache: { image: 'c' } };
  const web = { image: 'i', ...base, ...(parent && { extends: { file: 'sub/parent.yml', service: 'p' } }) };
  const sources = { s: { file: './s' }, t: { environment: 'SET' } };
  const compose = JSON.stringify({ services: { web, ...others }, networks, volumes, secrets: sources, configs: sources });
  const [first, ...rest] = Object.entries(over ?? {}).map(([key, value]) => [JSON.stringify(key), JSON.stringify(value)] as const);
  const lines = [...(first ? [`${first[0]}:${tag} ${first[1]}`] : []), ...rest.map(([key, value]) => `${key}: ${value}`)];
  const files = {
    'sub/parent.yml': JSON.stringify({ services: { p: { ...parent } } }),
    'one.env': 'A=file\nc1="x $A"\nNEW=${SET}-$A\n',
    'two.env': "A=two\n# c\nB='$A'\n",
    'raw.env': 'RAW="x" # $A\n',
    'sub/one.env': 'A=sub\n',
    'sub/two.env': 'B=sub\n',
    'sub/raw.env': 'RAW=sub\n',
  };
  const override = over && `services:\n  web: {\n${lines.map((line) => `    ${line}`).join(',\n')}\n  }\n`;
  return loadCase('', '', {
    compose,
    ...(override !== undefined && { override }),
    files,
    env: { SET: 'set', EMPTY: '', PORT: '8084', A: 'process' },
  });
}

/** What the list of differences is about: such projects are not compared. */
const lenient = /include-redefined|duplicate-item|settings-half|default-unused|value-reworded|boolean-word/;

describe.skipIf(composeBinary === undefined)(`generated projects load as Docker Compose loads them${skipNote}`, () => {
  it(`${runs} projects with overrides, parents and tags`, { timeout: 600_000 }, () => {
    let accepted = 0;
    fc.assert(
      fc.property(project, (generated) => {
        const one = written(generated);
        const ours = loadInMemory(one);
        const { result, words } = loadWithBinary(one);
        if ('rejected' in result && (lenient.test(findingTexts(ours).join()) || words.includes('panic:'))) return;
        const theirs = 'project' in result ? { project: withoutInactiveDependencies(result.project) } : result;
        expect(resultOf(ours), `${words.slice(0, 300)}\n${findingTexts(ours).join('\n')}`).toEqual(theirs);
        if ('project' in result) accepted++;
      }),
      { numRuns: runs },
    );
    // A generator that makes only rubbish proves nothing.
    expect(accepted).toBeGreaterThan(runs / 4);
  });
});
