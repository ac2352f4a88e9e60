import type { SmbShare } from './mounts.ts';

/** Options that become the Secret of the driver, or fields of the PersistentVolume. */
const credentialNames = ['username', 'password', 'domain'];
const aliases: Readonly<Record<string, string>> = { user: 'username', pass: 'password', dom: 'domain', workgroup: 'domain' };
const ownFields = /^(?:addr=.*|ip=.*|rw|ro|guest|cred(?:entials)?=.*)$/;

/** What `type: cifs` says; undefined where it names no share (V-21). */
export function readSmbShare(device: string, options: readonly string[]): SmbShare | undefined {
  if (!/^\/\/[^/]+\/[^/]/.test(device)) return undefined;
  const pairs = options.map((option) => {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(option) ?? [];
    return { option, name: Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name, value };
  });
  return {
    source: device.replace(/\/+$/, ''),
    readOnly: options.includes('ro'),
    mountOptions: pairs
      .filter(({ option, name }) => !credentialNames.includes(name) && !ownFields.test(option))
      .map(({ option }) => option),
    credentials: pairs.filter(({ name }) => credentialNames.includes(name)).map(({ name, value }) => ({ key: name, value })),
    hasCredentialsFile: options.some((option) => /^cred(?:entials)?=/.test(option)),
  };
}
