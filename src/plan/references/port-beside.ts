/** `port: 26379`, `"port": "26379"`, `port = 26379`. */
const setting = String.raw`["']?port["']?[ \t]*[:=][ \t]*["']?(\d{1,5})(?![\w.])`;
/** On the same line, or on the next one, below the host. */
const after = new RegExp(String.raw`^["']?[ \t]*[,;]?[ \t]*(?:\r?\n[ \t]*)?${setting}`, 'i');
const before = new RegExp(String.raw`(?:^|[\s{,;])${setting}["']?[ \t]*[,;]?[ \t]*(?:\r?\n)?[ \t]*[\w."'-]+[ \t]*[:=][ \t]*["']?$`, 'i');
/** `replicaof db 6379`, `server db 5432`. */
const blank = /^[ \t]+(\d{2,5})(?=[ \t;]*(?:\r?\n|$)|[ \t]+\d)/;
/** How far around a host a configuration file is looked at. */
const reach = 120;

/** N-11: the port that a configuration file names in a setting of its own beside that of the host. */
export function portBeside(text: string, { start, end }: { readonly start: number; readonly end: number }): number | undefined {
  const rest = text.slice(end, end + reach);
  const found = after.exec(rest) ?? before.exec(text.slice(Math.max(0, start - reach), start)) ?? blank.exec(rest);
  const port = Number(found?.[1] ?? 0);
  return port >= 1 && port <= 65_535 ? port : undefined;
}
