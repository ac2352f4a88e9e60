const name = String.raw`[A-Za-z0-9][\w.-]*`;

/** Where a command names the host that it talks to; never its first word, a user or a database (N-05, N-11). */
const positions: readonly RegExp[] = [
  // scheme://user@host
  new RegExp(String.raw`:\/\/(?:[^\s/@"']*@)?(${name})`, 'g'),
  // host:port, also in lists
  new RegExp(String.raw`(?<=^|[\s@,;=(["'])(${name}):\d`, 'g'),
  // /dev/tcp/host/port
  new RegExp(String.raw`\/dev\/(?:tcp|udp)\/(${name})\/`, 'g'),
  // -h host, -hhost, --host=host
  new RegExp(String.raw`(?<=\s)(?:-h|-H|-S|--host|--hostname|--server)(?:\s+|=|)["']?(${name})(?=["']?(?:[\s;&|)]|$))`, 'g'),
  // nc host port
  new RegExp(String.raw`\b(?:nc|ncat|netcat|telnet)(?:\s+-\S+(?:\s+\d+)?)*\s+["']?(${name})["']?\s+["']?[\d$]`, 'g'),
];

/** host/path, the way in which curl and wget may be given a URL. */
const withPath = new RegExp(String.raw`(?<=[\s"'])(${name})\/`, 'g');

/** The names at host positions of a command, in lower case, without duplicates; ports and paths removed. */
export function mentionedHosts(command: string): readonly string[] {
  const patterns = /\b(?:curl|wget)\b/.test(command) ? [...positions, withPath] : positions;
  const hosts = patterns.flatMap((pattern) => [...command.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(hosts.map((host) => host.toLowerCase()))];
}
