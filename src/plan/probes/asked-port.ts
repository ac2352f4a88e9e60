import { baseName } from './shell-line.ts';

/** The option by which a client of a data store takes the port of its server. */
const portOptions: readonly (readonly [client: RegExp, option: RegExp])[] = [
  [/^(?:redis|valkey|keydb)-cli$/, /^-p$/],
  [/^(?:pg_isready|psql)$/, /^(?:-p|--port)$/],
  [/^(?:mysql|mysqladmin|mariadb|mariadb-admin)$/, /^(?:-P|--port)$/],
  [/^(?:mongo|mongosh)$/, /^--port$/],
];
const loopback = /(?:^|[^\w.-])(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0):(\d{1,5})(?!\d)/;
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);

/** The port on which a health check looks for the server of its own container; undefined where it names none (N-11). */
export function askedPort([, ...words]: readonly string[]): number | undefined {
  const text = words.join(' ');
  const all = text
    .split(/[\s"']+/)
    .flatMap(optionAndValue)
    .filter((word) => word !== '');
  const start = all.findIndex((word) => portOptions.some(([client]) => client.test(baseName(word))));
  const option = portOptions.find(([client]) => client.test(baseName(all[start] ?? '')))?.[1];
  const host = all[all.findIndex((word) => word === '-h' || word === '--host') + 1];
  const isElsewhere = all.some((word) => word === '-h' || word === '--host') && !isLoopback(host ?? '');
  const given = option && !isElsewhere ? all[all.findIndex((word, i) => i > start && option.test(word)) + 1] : undefined;
  const port = Number(/^\d{1,5}$/.exec(given ?? '')?.[0] ?? loopback.exec(text)?.[1] ?? 0);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** `--port=80` as two words. */
function optionAndValue(word: string): readonly string[] {
  const [whole = '', option] = /^(--\w+)=/.exec(word) ?? [];
  return option === undefined ? [word] : [option, word.slice(whole.length)];
}
