import { alpineUsers, asRoot, debianUsers, type ImageRow, read, same, tcp, userTable } from './row.ts';

const plain = { ...asRoot, ports: [], dataDirectories: [], read } as const;
const php = { ...plain, source: 'docker-library/php 8.3/bookworm/apache and 8.3/alpine3.20/fpm Dockerfiles' } as const;
const fpm = { ...php, ports: tcp(9000), workdir: '/var/www/html', stopSignal: 'SIGQUIT' } as const;
const phpAlpineUsers = { ...alpineUsers, 'www-data': same(82) };
const node = 'nodejs/docker-node 20/alpine3.20 Dockerfile';
const python = 'docker-library/python 3.12/slim-bookworm Dockerfile';

/** Images that others are built on: they listen nowhere, what counts are their users. */
export const baseImages: readonly ImageRow[] = [
  {
    images: ['library/node'],
    tag: /alpine/,
    facts: { ...plain, users: { ...alpineUsers, node: same(1000) }, lacks: ['curl'], source: node },
  },
  {
    images: ['library/node'],
    tag: /slim/,
    facts: {
      ...plain,
      users: { ...debianUsers, node: same(1000) },
      lacks: ['curl', 'wget'],
      source: 'nodejs/docker-node 20/bookworm-slim Dockerfile',
    },
  },
  { images: ['library/node'], facts: { ...plain, users: { ...debianUsers, node: same(1000) }, source: node } },
  { images: ['library/python'], tag: /alpine/, facts: { ...plain, users: alpineUsers, source: python } },
  { images: ['library/python'], tag: /slim/, facts: { ...plain, users: debianUsers, lacks: ['curl', 'wget'], source: python } },
  { images: ['library/python'], facts: { ...plain, users: debianUsers, source: python } },
  { images: ['library/php'], tag: /fpm-alpine/, facts: { ...fpm, users: phpAlpineUsers } },
  { images: ['library/php'], tag: /fpm/, facts: { ...fpm, users: debianUsers } },
  {
    images: ['library/php'],
    tag: /apache/,
    facts: { ...php, ports: tcp(80), users: debianUsers, workdir: '/var/www/html', stopSignal: 'SIGWINCH', scheme: 'http' },
  },
  { images: ['library/php'], tag: /alpine/, facts: { ...php, users: phpAlpineUsers } },
  { images: ['library/php'], facts: { ...php, users: debianUsers } },
  { images: ['library/debian', 'library/ubuntu'], facts: { ...plain, users: debianUsers, source: userTable } },
  { images: ['library/alpine'], facts: { ...plain, users: alpineUsers, source: userTable } },
  { images: ['library/busybox'], facts: { ...plain, users: { nobody: same(65534) }, source: userTable } },
];
