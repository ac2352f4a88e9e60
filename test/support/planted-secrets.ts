/** What is planted: nothing in it looks like a secret by its form alone. */
export const planted = 'Zq7plantedvalue93';

export interface PlantedCase {
  readonly yaml: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The value stays in an object that is no Secret, or in the build script, since nothing could take it from there: DIAG-29, said at this path. */
  readonly staysFor?: string;
}

function web(attributes: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(
    { services: { web: { image: 'acme/app:1', user: '0', ...attributes }, db: { image: 'redis:7' } }, ...rest },
    null,
    1,
  );
}

const url = `postgres://app:${planted}@db:5432/app`;
const key = `-----BEGIN PRIVATE KEY-----\n${planted}\n-----END PRIVATE KEY-----\n`;
const noShell = 'gcr.io/distroless/static';

/** Every place at which a secret can stand in a project. */
export const plantedCases: Readonly<Record<string, PlantedCase>> = {
  'environment, map': { yaml: web({ environment: { DB_PASSWORD: planted } }) },
  'environment, list': { yaml: web({ environment: [`DB_PASSWORD=${planted}`] }) },
  'environment, URL': { yaml: web({ environment: { DATABASE: url } }) },
  'environment, connection string': { yaml: web({ environment: { CONNECTION: `Server=db;Password=${planted};` } }) },
  'environment, JSON': { yaml: web({ environment: { CONFIG: `{"password": "${planted}"}` } }) },
  'environment, through a variable': { yaml: web({ environment: { GREETING: '${APP_SECRET}' } }), env: { APP_SECRET: planted } },
  'environment, default of a variable': { yaml: web({ environment: { GREETING: `\${APP_SECRET:-${planted}}` } }) },
  'environment, passed through': { yaml: web({ environment: ['API_TOKEN'] }), env: { API_TOKEN: planted } },
  'environment, illegal name': { yaml: web({ environment: { 'MY PASSWORD': planted, '1TOKEN': planted } }) },
  'environment, too large': { yaml: web({ environment: { DB_PASSWORD: planted.repeat(20_000) } }) },
  'env file': { yaml: web({ env_file: 'web.env' }), files: { 'web.env': `DB_PASSWORD=${planted}\nURL=${url}\n` } },
  'env file, wrong': { yaml: web({ env_file: 'web.env' }), files: { 'web.env': `DB_PASSWORD="${planted}\n` } },
  'env file, wrong name': { yaml: web({ env_file: 'web.env' }), files: { 'web.env': `DB PASSWORD=${planted}\n` } },
  'env file, raw': {
    yaml: web({ env_file: [{ path: 'web.env', format: 'raw' }] }),
    files: { 'web.env': `DB_PASSWORD=${planted}\nA B=${planted}` },
  },
  'label file': { yaml: web({ label_file: 'l' }), files: { l: `com.example.password=${planted}\n` } },
  '.env': { yaml: web({ environment: { GREETING: '${APP_SECRET}' } }), files: { '.env': `APP_SECRET=${planted}\n` } },
  '.env, broken': { yaml: web({}), files: { '.env': `APP_SECRET='${planted}\n` } },
  'command, word': { yaml: web({ command: ['run', `--password=${planted}`] }) },
  'command, two words': { yaml: web({ command: ['run', '--requirepass', planted] }) },
  'command, text': { yaml: web({ command: `redis-server --requirepass ${planted}` }) },
  'command, URL': { yaml: web({ command: ['run', url] }) },
  'command, through a variable': { yaml: web({ command: ['run', '${APP_SECRET}'] }), env: { APP_SECRET: planted } },
  'command, shell': { yaml: web({ command: ['sh', '-c', `PGPASSWORD=${planted} psql -h db`] }) },
  'command, unreadable': { yaml: web({ command: `run --password=${planted} "` }) },
  entrypoint: { yaml: web({ entrypoint: ['/run', '--password', planted], command: ['x'] }) },
  'entrypoint of a Job': { yaml: web({ entrypoint: ['/run', `--token=${planted}`], restart: 'no', environment: { TOKEN: planted } }) },
  'health check, shell': { yaml: web({ healthcheck: { test: `redis-cli -a ${planted} ping` } }) },
  'health check, words': {
    yaml: web({ image: 'mysql:8', healthcheck: { test: ['CMD', 'mysqladmin', 'ping', `-p${planted}`, `--password=${planted}`] } }),
  },
  'health check, URL': {
    yaml: web({ image: 'nginx:1.27', healthcheck: { test: ['CMD', 'curl', '-f', `http://u:${planted}@localhost:8080/health`] } }),
  },
  'health check, query': { yaml: web({ healthcheck: { test: `wget -qO- "http://localhost/health?token=${planted}"` } }) },
  'health check, header': {
    yaml: web({
      image: 'nginx:1.27',
      healthcheck: { test: ['CMD', 'curl', '-H', `Authorization: Bearer ${planted}`, 'http://localhost/health'] },
    }),
  },
  'health check, without a shell': {
    yaml: web({ image: noShell, healthcheck: { test: ['CMD', '/check', `--password=${planted}`] } }),
    staysFor: 'services.web.healthcheck.test',
  },
  'hook, shell': { yaml: web({ post_start: [{ command: ['sh', '-c', `login --password=${planted}`] }] }) },
  'hook, variable': { yaml: web({ pre_stop: [{ command: ['bye'], environment: { APP_TOKEN: planted } }] }) },
  'hook, without a shell': {
    yaml: web({ image: noShell, post_start: [{ command: ['/login', `--password=${planted}`] }] }),
    staysFor: 'services.web.post_start[0].command',
  },
  pre_start: {
    yaml: web({
      pre_start: [{ image: 'acme/tool:1', command: ['sh', '-c', `login --password=${planted}`], environment: { TOKEN: planted } }],
    }),
  },
  label: { yaml: web({ labels: { 'com.example.password': planted } }) },
  'label, through a variable': {
    yaml: web({ labels: { note: '${APP_SECRET}' } }),
    env: { APP_SECRET: planted },
  },
  'label of Traefik': {
    yaml: web({ ports: ['80'], labels: { 'traefik.http.middlewares.a.basicauth.users': `u:$$2y$$05$$${planted}` } }),
  },
  'label of kompose': {
    yaml: web({ labels: { 'kompose.service.healthcheck.liveness.test': `psql ${url}` } }),
  },
  annotation: { yaml: web({ annotations: { 'com.example.token': planted } }) },
  'config, content': { yaml: web({ configs: ['c'] }, { configs: { c: { content: `password: ${planted}\n` } } }) },
  'config, key': { yaml: web({ configs: ['c'] }, { configs: { c: { content: key } } }) },
  'config, variable': { yaml: web({ configs: ['c'] }, { configs: { c: { environment: 'APP_SECRET' } } }), env: { APP_SECRET: planted } },
  'config, file': { yaml: web({ configs: ['c'] }, { configs: { c: { file: './c.yml' } } }), files: { 'c.yml': `db:\n  url: ${url}\n` } },
  'config, too large': {
    yaml: web({ configs: ['c'] }, { configs: { c: { file: './c.yml' } } }),
    files: { 'c.yml': `password: ${planted}\n`.repeat(30_000) },
  },
  'secret, file': { yaml: web({ secrets: ['s'] }, { secrets: { s: { file: './s' } } }), files: { s: planted } },
  'secret, variable': { yaml: web({ secrets: ['s'] }, { secrets: { s: { environment: 'X' } } }), env: { X: planted } },
  'secret, too large': {
    yaml: web({ secrets: ['s'] }, { secrets: { s: { file: './s' } } }),
    files: { s: planted.repeat(40_000) },
  },
  'bound file': { yaml: web({ volumes: ['./f.conf:/etc/f.conf:ro'] }), files: { 'f.conf': `password = "${planted}"\n` } },
  'bound file by its name': { yaml: web({ volumes: ['./.env:/app/.env:ro'] }), files: { '.env': `A=${planted}\n` } },
  'bound directory': {
    yaml: web({ volumes: ['./conf:/etc/app:ro'] }),
    files: { 'conf/a/tls.key': key, 'conf/users.htpasswd': `u:${planted}\n` },
  },
  'build argument': {
    yaml: web({ build: { context: '.', args: { NPM_TOKEN: planted, URL: url } } }),
    files: { Dockerfile: 'FROM alpine\n' },
  },
  Dockerfile: {
    yaml: web({ build: '.' }),
    files: {
      Dockerfile: `FROM alpine\nENV DB_PASSWORD=${planted}\nHEALTHCHECK CMD redis-cli -a ${planted} ping\nCMD run --password=${planted}\n`,
    },
  },
  'Dockerfile in the file': {
    yaml: web({ build: { dockerfile_inline: `FROM alpine\nENV DB_PASSWORD=${planted}\nRUN login --password=${planted}\n` } }),
    staysFor: 'services.web.build.dockerfile_inline',
  },
  'build context': { yaml: web({ build: { context: `https://u:${planted}@git.example.com/x.git#main` } }) },
  'image with credentials': { yaml: web({ image: `u:${planted}@registry.example.com/app:1` }), staysFor: 'services.web.image' },
  'NFS options': {
    yaml: web(
      { volumes: ['v:/v'] },
      { volumes: { v: { driver_opts: { type: 'nfs', o: `addr=nas,username=u,password=${planted}`, device: ':/x' } } } },
    ),
  },
  'CIFS options': {
    yaml: web(
      { volumes: ['v:/v'] },
      { volumes: { v: { driver_opts: { type: 'cifs', o: `addr=nas,username=u,password=${planted}`, device: '//nas/x' } } } },
    ),
  },
  'options of a volume driver': {
    yaml: web({ volumes: ['v:/v'] }, { volumes: { v: { driver: 'rexray', driver_opts: { secretKey: planted } } } }),
  },
  'logging options': { yaml: web({ logging: { driver: 'splunk', options: { 'splunk-token': planted } } }) },
  'options of a network driver': {
    yaml: web({ networks: ['n'] }, { networks: { n: { driver: 'x', driver_opts: { password: planted } } } }),
  },
  'include, env file': {
    yaml: JSON.stringify({ include: [{ path: 'inc/compose.yaml', env_file: 'inc/.env' }] }),
    files: {
      'inc/compose.yaml': JSON.stringify({ services: { web: { image: 'acme/app:1', environment: { GREETING: '${APP_SECRET}' } } } }),
      'inc/.env': `APP_SECRET=${planted}\n`,
    },
  },
  'include, file': {
    yaml: JSON.stringify({ include: ['inc.yaml'] }),
    files: { 'inc.yaml': JSON.stringify({ services: { web: { image: 'acme/app:1', environment: { DB_PASSWORD: planted } } } }) },
  },
  'include, broken file': {
    yaml: JSON.stringify({ include: ['inc.yaml'] }),
    files: { 'inc.yaml': `services: {web: {environment: {DB_PASSWORD: ${planted}` },
  },
  extends: {
    yaml: web({ extends: { file: 'base.yaml', service: 'base' } }),
    files: {
      'base.yaml': JSON.stringify({ services: { base: { environment: { DB_PASSWORD: planted }, command: ['--token', planted] } } }),
    },
  },
  'patch, environment': {
    yaml: web({
      'x-waybill': {
        patch: [
          { merge: { spec: { template: { spec: { containers: [{ name: 'web', env: [{ name: 'DB_PASSWORD', value: planted }] }] } } } } },
        ],
      },
    }),
    staysFor: 'services.web.x-waybill.patch[0]',
  },
  'patch, invalid': { yaml: web({ 'x-waybill': { patch: [{ merge: { spec: { password: planted } } }] } }) },
  'x-waybill, unknown key': { yaml: web({ 'x-waybill': { password: planted } }) },
  'x-waybill annotation': {
    yaml: web({ 'x-waybill': { annotations: { token: planted } } }),
  },
  'other extension': { yaml: web({ 'x-vault': { password: planted } }, { 'x-secrets': { token: planted } }) },
  'YAML, broken': { yaml: `services:\n  web:\n    image: a\n    environment:\n      DB_PASSWORD: ${planted}\n     oops: 1\n` },
  'YAML, wrong type': { yaml: web({ environment: { DB_PASSWORD: { a: planted } } }) },
  'YAML, unknown attribute': { yaml: web({ password: planted }) },
  'key of YAML': { yaml: `services:\n  web:\n    image: a\n    environment:\n      - DB_PASSWORD: ${planted}\n` },
  'duplicate key': {
    yaml: `services:\n  web:\n    image: a\n    environment:\n      DB_PASSWORD: ${planted}\n      DB_PASSWORD: ${planted}\n`,
  },
  'comment behind a finding': { yaml: `services:\n  web:\n    image: redis # password: ${planted}\n    environment: {A: 1}\n` },
  'reference to the host': {
    yaml: web({ environment: { A: `http://u:${planted}@localhost:6379`, B: `http://u:${planted}@host.docker.internal` } }),
  },
  credential_spec: { yaml: web({ credential_spec: { config: 'c' } }, { configs: { c: { content: `{"password": "${planted}"}` } } }) },
  provider: { yaml: web({ image: undefined, provider: { type: 'awesomecloud', options: { token: planted } } }) },
  model: { yaml: web({ models: ['m'] }, { models: { m: { model: 'ai/x', runtime_flags: ['--api-key', planted] } } }) },
  develop: {
    yaml: web({ develop: { watch: [{ path: '.', action: 'sync+exec', target: '/a', exec: { command: `x --password=${planted}` } }] } }),
  },
  sysctl: { yaml: web({ sysctls: { 'net.core.secret': planted } }) },
};
