import { nameWords } from '../sensitive/name-words.ts';
import { isSensitiveName } from '../sensitive/sensitive-name.ts';

/** Last words of keys whose value names something inside a server, never the server (N-05 c), with their usual spellings; drivers and networks are often called like a service too. */
const nameKeyWords: ReadonlySet<string> = new Set(
  'DB DATABASE USER USERNAME NAME BUCKET TOPIC QUEUE INDEX PREFIX SCHEMA DBNAME DBUSER PGDATABASE PGUSER LOGIN DRIVER DRIVERNAME DIALECT NETWORK TYPE MODE'
    .split(' ')
    .flatMap((word) => [word, `${word}S`])
    .concat('INDICES', 'INDEXES'),
);

const hostKeyWords: ReadonlySet<string> = new Set(
  'HOST HOSTNAME SERVER ADDR ENDPOINT BROKER NODE URL URI UPSTREAM TARGET SEED PEER PGHOST'
    .split(' ')
    .flatMap((word) => [word, `${word}S`])
    .concat('ADDRESS', 'ADDRESSES'),
);

/** Whether the value under this key names a database, user, topic and the like, so that it stays as it is (N-05 c). */
export function isNameKey(key: string): boolean {
  const words = nameWords(key);
  if (isBootstrapList(words)) return true;
  if (!nameKeyWords.has(words.at(-1) ?? '')) return false;
  // `DB_HOST_NAME` means the host.
  return !(words.at(-1) === 'NAME' && words.at(-2) === 'HOST');
}

/** `cluster.initial_master_nodes` of Elasticsearch, `cluster.initial_cluster_manager_nodes` of OpenSearch: what nodes call themselves in `node.name`. */
function isBootstrapList(words: readonly string[]): boolean {
  return words.at(-1) === 'NODES' && words.includes('INITIAL') && (words.includes('MASTER') || words.includes('MANAGER'));
}

/** Whether a key is an attribute of a distinguished name, as in `CN=db,OU=servers`: certificates and directories know it by that name. */
export function isNameAttribute(key: string): boolean {
  return /^(?:cn|ou|dc|uid)$/i.test(key);
}

/** Whether the value under this key is a secret: it may equal a name by chance, and must not be listed (S-20). */
export function isSecretKey(key: string): boolean {
  return isSensitiveName(key) && !isHostKey(key);
}

/** Whether the value under this key is usually a host. */
export function isHostKey(key: string): boolean {
  const words = nameWords(key);
  return hostKeyWords.has(words.at(-1) ?? '') || (words.at(-1) === 'NAME' && words.at(-2) === 'HOST');
}

/** Whether the value under this key is an image reference. */
export function isImageKey(key: string): boolean {
  const last = nameWords(key).at(-1);
  return last === 'IMAGE' || last === 'IMAGES';
}

/** Short options that take a user, database, queue, topic, password or port in the usual clients. */
const nameFlags: ReadonlySet<string> = new Set(['-U', '-u', '-d', '-D', '-Q', '-t', '-p', '-P']);

/** Whether the word after this option names something else than a host. */
export function isNameFlag(word: string): boolean {
  return word.startsWith('--') ? !word.includes('=') && isNameKey(word) : nameFlags.has(word);
}
