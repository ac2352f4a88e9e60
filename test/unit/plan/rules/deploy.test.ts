import { describe, expect, it } from 'vitest';
import { convertText } from '../../../support/convert-text.ts';

describe('the rest of deploy (B-188, B-193)', () => {
  it.each([
    ['{}', '', 'exact info G-01'],
    ['{resources: {}}', '.resources', 'exact info G-01'],
    ['{resources: {limits: {}}}', '.resources.limits', 'exact info G-01'],
    ['{resources: {limits: {pids: 100}}}', '.resources.limits.pids', 'refused warning B-161'],
    ['{resources: {limits: {pids: -1}}}', '.resources.limits.pids', 'exact info B-161'],
    [
      '{resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: SSD, value: 2}}]}}}',
      '.resources.reservations.generic_resources[0]',
      'refused error B-193',
    ],
    ['{resources: {reservations: {devices: []}}}', '.resources.reservations.devices', 'exact info G-01'],
    ['{labels: {}}', '.labels', 'exact info G-01'],
  ])('%s', (deploy, path, expected) => {
    const { entries } = convertText(`services: {a: {image: acme/a:1.0, deploy: ${deploy}}}`);
    expect(entries.filter((e) => e.path === `services.a.deploy${path}`).map((e) => `${e.outcome} ${e.level} ${e.rule}`)).toEqual([
      expected,
    ]);
    expect(entries.some((e) => e.outcome === 'not-translated')).toBe(false);
  });
});
