import { describe, expect, it } from 'vitest';
import { NamePool } from '../../../src/plan/name-pool.ts';

describe('the table of names (G-03)', () => {
  it('lets a chosen name win over one that is made up', () => {
    const pool = new NamePool();
    const chosen = pool.takeAll('Service', ['web', 'web-public']);
    expect(chosen.get('web-public')).toBe('web-public');
    expect(pool.take('Service', 'web-public')).toMatch(/^web-public-[0-9a-f]{8}$/);
  });

  it('gives the same owner the same name again, and another owner another', () => {
    const pool = new NamePool();
    expect(pool.take('Secret', 'db_env', 63, 'a')).toBe('db-env');
    expect(pool.take('Secret', 'db_env', 63, 'a')).toBe('db-env');
    const second = pool.take('Secret', 'db_env', 63, 'b');
    expect(second).toMatch(/^db-env-[0-9a-f]{8}$/);
    expect(pool.take('Secret', 'db_env', 63, 'b')).toBe(second);
  });

  it('keeps kinds apart', () => {
    const pool = new NamePool();
    pool.takeAll('Service', ['web']);
    expect(pool.take('NetworkPolicy', 'web')).toBe('web');
  });

  it('keeps to the length of the kind, with a hash too', () => {
    const pool = new NamePool();
    const long = `${'a'.repeat(60)}_b`;
    expect(pool.take('StatefulSet', long, 52, 'first')).toHaveLength(52);
    const second = pool.take('StatefulSet', long, 52, 'second');
    expect(second).toHaveLength(52);
    expect(second).not.toBe(pool.take('StatefulSet', long, 52, 'first'));
  });
});
