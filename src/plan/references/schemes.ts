/**
 * Ports that a URL means when it names none (N-11 and the registrations of the schemes at IANA; where a scheme has none,
 * the default of the software's own client library). `mongodb+srv` reads its port from DNS.
 */
const defaultPorts: ReadonlyMap<string, number | undefined> = new Map<string, number | undefined>([
  ['http', 80],
  ['https', 443],
  ['ws', 80],
  ['wss', 443],
  ['h2c', 80],
  ['ftp', 21],
  ['ssh', 22],
  ['sftp', 22],
  ['smtp', 25],
  ['smtps', 465],
  ['submission', 587],
  ['ldap', 389],
  ['ldaps', 636],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['pg', 5432],
  ['pgsql', 5432],
  ['psql', 5432],
  ['postgis', 5432],
  ['mysql', 3306],
  ['mysql2', 3306],
  ['mysqlx', 33060],
  ['mariadb', 3306],
  ['sqlserver', 1433],
  ['mssql', 1433],
  ['oracle', 1521],
  ['redis', 6379],
  ['rediss', 6379],
  ['valkey', 6379],
  ['valkeys', 6379],
  ['amqp', 5672],
  ['amqps', 5671],
  ['mqtt', 1883],
  ['mqtts', 8883],
  ['stomp', 61613],
  ['mongodb', 27017],
  ['mongo', 27017],
  ['mongodb+srv', undefined],
  ['nats', 4222],
  ['kafka', 9092],
  ['pulsar', 6650],
  ['memcached', 11211],
  ['memcache', 11211],
  ['zookeeper', 2181],
  ['zk', 2181],
  ['clickhouse', 9000],
  ['cassandra', 9042],
  ['neo4j', 7687],
  ['bolt', 7687],
  ['couchdb', 5984],
  ['influxdb', 8086],
  ['rtmp', 1935],
  ['rtsp', 554],
  ['nfs', 2049],
  ['smb', 445],
]);

/** Schemes whose authority is a bucket, an image or nothing, never a host. */
const withoutHost: ReadonlySet<string> = new Set(
  's3 s3a s3n gs gcs oss wasb file unix npipe docker docker-image docker-daemon docker-archive oci-archive'.split(' '),
);

/**
 * The port that `scheme://host` means. Drivers are appended or put before with `+` (`postgresql+asyncpg`), variants of a JDBC URL
 * stand after the product (`jdbc:mysql:loadbalance://`), hence `outer`, the segment before the scheme.
 */
export function defaultPort(scheme: string, outer?: string): number | undefined {
  const name = scheme.toLowerCase();
  const parts = name.split('+');
  for (const candidate of [name, parts[0], parts.at(-1), outer?.toLowerCase()]) {
    if (candidate !== undefined && defaultPorts.has(candidate)) return defaultPorts.get(candidate);
  }
  return undefined;
}

/** Whether the authority of URLs of this scheme names a host. */
export function namesHost(scheme: string): boolean {
  return !withoutHost.has(scheme.toLowerCase());
}
