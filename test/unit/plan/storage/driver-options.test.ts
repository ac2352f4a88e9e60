import { describe, expect, it } from 'vitest';
import type { Volume } from '../../../../src/model/project.ts';
import { readDriverOptions, sizeOption } from '../../../../src/plan/storage/driver-options.ts';

function volume(driver_opts: Record<string, string>, rest: Partial<Volume> = {}): Volume {
  return { name: 'shop_data', driver_opts, ...rest };
}

describe('readDriverOptions (V-20…V-22, B-231)', () => {
  it.each<[string, Volume, object]>([
    ['nothing', { name: 'x' }, { kind: 'plain' }],
    ['the local driver', volume({}, { driver: 'local' }), { kind: 'plain' }],
    ['a plugin', volume({}, { driver: 'rexray' }), { kind: 'unsupported', rule: 'B-231' }],
    ['a plugin of an external volume', volume({}, { driver: 'rexray', external: true }), { kind: 'plain' }],
    ['a bind', volume({ type: 'none', o: 'bind', device: '/srv' }), { kind: 'bind', device: '/srv', readOnly: false }],
    ['a read-only bind', volume({ type: 'none', o: 'ro,bind', device: '/srv' }), { kind: 'bind', device: '/srv', readOnly: true }],
    ['a bind without a type', volume({ o: 'rbind', device: '/srv' }), { kind: 'bind' }],
    ['a tmpfs', volume({ type: 'tmpfs', o: 'uid=1,size=1g' }), { kind: 'tmpfs', size: '1g' }],
    ['a tmpfs of any size', volume({ type: 'tmpfs' }), { kind: 'tmpfs', size: undefined }],
    ['cifs', volume({ type: 'cifs', o: 'username=joe,password=hunter22' }), { kind: 'unsupported', rule: 'V-21' }],
    ['a file system', volume({ type: 'btrfs', device: '/dev/sda2' }), { kind: 'unsupported', rule: 'B-231' }],
    ['NFS without a server', volume({ type: 'nfs', device: ':/srv' }), { kind: 'unsupported', rule: 'V-20' }],
    ['NFS without a path', volume({ type: 'nfs', o: 'addr=h', device: 'srv' }), { kind: 'unsupported', rule: 'V-20' }],
    [
      'NFS',
      volume({ type: 'nfs', o: 'addr=h,rw,soft', device: ':/srv' }),
      { kind: 'nfs', export: { server: 'h', path: '/srv', readOnly: false, mountOptions: ['soft'] } },
    ],
    [
      'the server in the device',
      volume({ type: 'nfs', device: 'fd00::1:/srv' }),
      { kind: 'nfs', export: { server: 'fd00::1', path: '/srv', readOnly: false, mountOptions: [] } },
    ],
    [
      'nfs4',
      volume({ type: 'nfs4', o: 'addr=h,ro', device: ':/srv' }),
      { kind: 'nfs', export: { server: 'h', path: '/srv', readOnly: true, mountOptions: ['nfsvers=4'] } },
    ],
    [
      'nfs4 with a version',
      volume({ type: 'nfs4', o: 'addr=h,vers=4.2', device: ':/srv' }),
      { kind: 'nfs', export: { server: 'h', path: '/srv', readOnly: false, mountOptions: ['vers=4.2'] } },
    ],
  ])('%s', (_, given, expected) => expect(readDriverOptions(given)).toMatchObject(expected));

  it('tells nothing of the options that it refuses (S-20)', () => {
    expect(JSON.stringify(readDriverOptions(volume({ type: 'cifs', o: 'password=hunter22' })))).not.toContain('hunter22');
  });

  it.each<[Record<string, string>, string | undefined]>([
    [{ size: '2g' }, '2g'],
    [{ o: 'size=512m' }, '512m'],
    [{ o: 'uid=1,size=512m,ro' }, '512m'],
    [{ o: 'maxsize=1' }, undefined],
    [{}, undefined],
  ])('finds the size in %j (V-02)', (given, size) => expect(sizeOption(volume(given))).toBe(size));
});
