const sensitiveFileEnds = [
  '.pem',
  '.key',
  '.p12',
  '.pfx',
  '.jks',
  '.htpasswd',
  '.env',
  'id_rsa',
  'id_ecdsa',
  'id_ed25519',
  'credentials.json',
  '.pgpass',
  '.netrc',
  'keyfile',
  '.keytab',
  'kubeconfig',
];

/** Whether a file of this name (or path) usually holds a secret (S-28). */
export function isSensitiveFileName(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  return sensitiveFileEnds.some((end) => name.endsWith(end));
}
