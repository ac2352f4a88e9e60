import { alpineUsers, asRoot, debianUsers, type ImageRow, read, same, tcp } from './row.ts';

const nginx = {
  ...asRoot,
  dataDirectories: [],
  contentDirectories: ['/usr/share/nginx/html', '/etc/nginx'],
  stopSignal: 'SIGQUIT',
  scheme: 'http',
  read,
} as const;

const nginxFacts = {
  ...nginx,
  ports: tcp(80),
  source: 'nginxinc/docker-nginx Dockerfile-debian.template and mainline/alpine-slim Dockerfile',
} as const;

const haproxy = {
  ports: [],
  uid: 99,
  gid: 99,
  userName: 'haproxy',
  dataDirectories: [],
  stopSignal: 'SIGUSR1',
  workdir: '/var/lib/haproxy',
  shell: true,
  healthcheck: 'none',
  source: 'docker-library/haproxy 3.0 and 3.0/alpine Dockerfiles',
  read,
} as const;

export const webServers: readonly ImageRow[] = [
  { images: ['library/nginx'], tag: /alpine/, facts: { ...nginxFacts, users: { ...alpineUsers, nginx: same(101) } } },
  { images: ['library/nginx'], facts: { ...nginxFacts, users: { ...debianUsers, nginx: same(101) } } },
  {
    images: ['nginxinc/nginx-unprivileged'],
    facts: {
      ...nginx,
      ports: tcp(8080),
      uid: 101,
      gid: 101,
      users: { nginx: same(101) },
      source: 'nginxinc/docker-nginx-unprivileged Dockerfile-debian.template',
    },
  },
  {
    images: ['library/httpd'],
    tag: /alpine/,
    facts: {
      ...asRoot,
      ports: tcp(80),
      users: { ...alpineUsers, 'www-data': same(82) },
      dataDirectories: [],
      contentDirectories: ['/usr/local/apache2/htdocs', '/usr/local/apache2/conf'],
      workdir: '/usr/local/apache2',
      scheme: 'http',
      source: 'docker-library/httpd 2.4/alpine Dockerfile; port: translation contract N-12',
      read,
    },
  },
  {
    images: ['library/httpd'],
    facts: {
      ...asRoot,
      ports: tcp(80),
      users: debianUsers,
      dataDirectories: [],
      contentDirectories: ['/usr/local/apache2/htdocs', '/usr/local/apache2/conf'],
      workdir: '/usr/local/apache2',
      scheme: 'http',
      source: 'docker-library/httpd 2.4 Dockerfile',
      read,
    },
  },
  {
    images: ['library/caddy'],
    facts: {
      ...asRoot,
      ports: tcp(80),
      users: alpineUsers,
      fileCapabilities: ['NET_BIND_SERVICE'],
      lacks: ['curl'],
      dataDirectories: ['/data', '/config'],
      contentDirectories: ['/usr/share/caddy', '/etc/caddy'],
      volumes: ['/config', '/data'],
      scheme: 'http',
      source: 'caddyserver/caddy-docker Dockerfile.tmpl and 2.8/alpine Dockerfile',
      read,
    },
  },
  {
    images: ['library/traefik'],
    facts: {
      ...asRoot,
      ports: tcp(80),
      users: alpineUsers,
      dataDirectories: [],
      contentDirectories: [],
      adminPorts: [8080],
      scheme: 'http',
      source: 'traefik/traefik-library-image v3.3/alpine Dockerfile',
      read,
    },
  },
  { images: ['library/haproxy'], tag: /alpine/, facts: { ...haproxy, users: { ...alpineUsers, haproxy: same(99) } } },
  { images: ['library/haproxy'], facts: { ...haproxy, users: { ...debianUsers, haproxy: same(99) } } },
  {
    images: ['library/kong', 'kong/kong'],
    facts: {
      ports: tcp(8000, 8443, 8001, 8444),
      userName: 'kong',
      adminPorts: [8001, 8444],
      dataDirectories: [],
      stopSignal: 'SIGQUIT',
      shell: true,
      healthcheck: 'none',
      scheme: 'http',
      source: 'Kong/docker-kong ubuntu Dockerfile',
      read,
    },
  },
  {
    images: ['library/tomcat'],
    facts: {
      ...asRoot,
      ports: tcp(8080),
      users: debianUsers,
      dataDirectories: [],
      contentDirectories: ['/usr/local/tomcat'],
      workdir: '/usr/local/tomcat',
      scheme: 'http',
      source: 'docker-library/tomcat 10.1/jre17/temurin-jammy Dockerfile',
      read,
    },
  },
];
