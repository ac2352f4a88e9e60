/** A value that is written out: not a variable and not the output of a command. */
const literal = String.raw`["']?(?![$\x60"'-])[^\s"']`;

/** Authentication schemes, which stand before the credential in an Authorization header. */
const scheme = '(?:basic|bearer|token|apikey)';

interface CredentialPosition {
  /** The programs to which the position belongs; absent for any. */
  readonly program?: RegExp;
  readonly position: RegExp;
}

/** Where commands of health checks carry credentials (H-20). */
const positions: readonly CredentialPosition[] = [
  { position: new RegExp(String.raw`:\/\/[^\s/@:"']*:(?!\$)[^\s/@"']+@`) },
  { position: /[?&](?:[\w-]*(?:token|secret|password|passwd|pwd|api_?key|signature)|key|auth|sig)=(?!\$)[^&\s"'#]/i },
  { position: new RegExp(String.raw`\bauthorization:\s*(?:${scheme}\s+${literal}|(?!${scheme}\s)${literal})`, 'i') },
  { position: new RegExp(String.raw`\b(?:cookie|x-(?:[\w-]*-)?(?:token|key|secret|auth)(?:-[\w-]*)?):\s*${literal}`, 'i') },
  { position: new RegExp(String.raw`(?:^|\s)--?(?:[\w-]+-)?(?:password|passwd|pass|token|secret|api-?key)(?:=|\s+)${literal}`) },
  { position: new RegExp(String.raw`(?:^|[\s;&|("'])\w*(?:PASSWORD|PASSWD|_PWD|SECRET|TOKEN|_AUTH|API_KEY)=${literal}`) },
  { program: /\bcurl\b/, position: /(?:^|\s)(?:-[a-zA-Z]*[uU]\s*|--(?:proxy-)?user\s+)["']?[^\s"':$]*:(?!\$)[^\s"']/ },
  { program: /\b(?:mysql|mysqladmin|mysqlshow|mariadb|mariadb-admin|obclient)\b/, position: new RegExp(String.raw`\s-p${literal}`) },
  { program: /\b(?:redis|valkey|keydb)-cli\b/, position: new RegExp(String.raw`\s-a\s+${literal}`) },
  { program: /\bmongo(?:sh)?\b/, position: new RegExp(String.raw`\s-p\s+${literal}`) },
  { program: /\bsqlcmd\b/, position: new RegExp(String.raw`\s-P\s*${literal}`) },
];

/** Whether a command holds a password, token or key that is written out; variables are no such thing (H-20). */
export function carriesCredentials(command: string): boolean {
  return positions.some(({ program, position }) => (program?.test(command) ?? true) && position.test(command));
}
