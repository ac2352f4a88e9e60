import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { positionOf } from '../../../src/diagnostics/span.ts';

const text = `services:
  web:
    image: nginx
    ports: [80, 81]
    labels: {a.b: "1"}
    healthcheck:
      interval: 5s
      retries: 3
`;

function ledger(): Ledger {
  const [tree] = readYaml({ path: 'compose.yaml', text }).documents;
  if (!tree) throw new Error('the text is no YAML');
  return new Ledger(tree);
}

describe('Ledger', () => {
  it('enters every leaf that no rule took as not translated, at its place (G-01)', () => {
    const gaps = ledger().close();
    expect(gaps.map((e) => [e.path, e.outcome, positionOf(e.span).line])).toEqual([
      ['services.web.image', 'not-translated', 3],
      ['services.web.ports[0]', 'not-translated', 4],
      ['services.web.ports[1]', 'not-translated', 4],
      ['services.web.labels["a.b"]', 'not-translated', 5],
      ['services.web.healthcheck.interval', 'not-translated', 7],
      ['services.web.healthcheck.retries', 'not-translated', 8],
    ]);
  });

  it('takes an entry on a map or list for everything below it', () => {
    const account = ledger();
    account.exact(['services', 'web', 'image'], 'B-010');
    account.exact(['services', 'web', 'ports'], 'B-090');
    account.notApplicable(['services', 'web', 'labels'], 'B-029', 'free text');
    account.differs(['services', 'web', 'healthcheck', 'retries'], 'H-07', 'rounded');
    expect(account.close().map((e) => [e.path, e.outcome])).toEqual([
      ['services.web.image', 'exact'],
      ['services.web.ports', 'exact'],
      ['services.web.labels', 'not-applicable'],
      ['services.web.healthcheck.interval', 'not-translated'],
      ['services.web.healthcheck.retries', 'differs'],
    ]);
  });

  it('lets an exact entry give way to one that states a difference, and keeps one of two equal ones', () => {
    const account = ledger();
    const path = ['services', 'web', 'image'];
    account.exact(path, 'B-010');
    account.differs(path, 'N-05', 'renamed');
    account.differs(path, 'N-05', 'renamed');
    account.refused(path, 'L-30', 'not pulled', { level: 'error', hint: 'push it' });
    expect(
      account
        .close()
        .filter((e) => e.path === 'services.web.image')
        .map((e) => [e.outcome, e.level, e.rule, e.hint]),
    ).toEqual([
      ['differs', 'info', 'N-05', undefined],
      ['refused', 'error', 'L-30', 'push it'],
    ]);
  });

  it.each([
    ['to the entry of the attribute', ['image'], 'services.web.image'],
    ['to the nearest one around it', ['ports', 0, 'target'], 'services.web.ports'],
    ['to one below it', ['healthcheck'], 'services.web.healthcheck.retries'],
  ])('gives fields that an attribute shaped beside its entry %s', (_, attribute, path) => {
    const account = ledger();
    const field = { object: { kind: 'Service', name: 'web' }, pointer: '/spec/ports' };
    account.shapes(['services', 'web', ...attribute], 'N-11', [field]);
    account.exact(['services', 'web', 'image'], 'B-010', [{ ...field, pointer: '/spec' }]);
    account.exact(['services', 'web', 'ports'], 'B-090');
    account.exact(['services', 'web', 'healthcheck', 'retries'], 'H-07');
    const shaped = account.close().filter(({ targets }) => targets.some(({ rule }) => rule === 'N-11'));
    expect(shaped.map((entry) => entry.path)).toEqual([path]);
  });

  it('keeps the fields of an exact entry that gives way', () => {
    const account = ledger();
    const path = ['services', 'web', 'image'];
    const object = { kind: 'Deployment', name: 'web' };
    account.exact(path, 'B-010', [{ object, pointer: '/spec' }]);
    account.differs(path, 'L-30', 'pulled as another', { targets: [{ object, pointer: '/metadata' }] });
    const [entry] = account.close();
    expect(entry?.targets).toEqual([
      { object, pointer: '/metadata' },
      { object, pointer: '/spec', rule: 'B-010' },
    ]);
  });

  it('gives the place of the nearest ancestor for a path that is not in the input', () => {
    expect(positionOf(ledger().spanAt(['services', 'web', 'healthcheck', 'test'])).line).toBe(7);
  });

  it('states additions and preconditions once', () => {
    const account = ledger();
    for (let i = 0; i < 2; i++) {
      account.add({ rule: 'R-12', message: 'scaled', targets: [] });
      account.require({ rule: 'R-12', message: 'metrics-server runs' });
    }
    expect([account.additions.length, account.preconditions.length]).toEqual([1, 1]);
  });

  it('takes back what somebody else accounts for, who may then say the same', () => {
    const account = ledger();
    account.differs(['services', 'web', 'image'], 'X-1', 'same words');
    account.exact(['services', 'web', 'ports'], 'B-090');
    account.release((path) => path[2] === 'image');
    const again = ledger();
    again.differs(['services', 'web', 'image'], 'X-1', 'same words');
    again.release((path) => path[2] === 'image');
    again.differs(['services', 'web', 'image'], 'X-1', 'same words');
    expect([account, again].map((one) => one.close().find(({ path }) => path === 'services.web.image')?.outcome)).toEqual([
      'not-translated',
      'differs',
    ]);
  });
});
