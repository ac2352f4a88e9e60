import type { CodeRow } from '../code.ts';

/** Where in a mounted file a text stands; nothing for a text of the Compose file. */
const inFile = (file: unknown): string => (typeof file === 'string' ? ` in ${file}` : '');

/** Findings about a project that loads, made while it is translated. */
export const planCodes = {
  'autoscale-unsound': {
    severity: 'error',
    rule: 'R-12',
    message: ({ service, reason }) => `${service} cannot be scaled automatically: ${reason}`,
    hint: () => 'remove autoscale, or give the service a CPU reservation and no volume of its own',
  },
  'extension-unknown': {
    severity: 'error',
    rule: 'B-006',
    message: ({ key }) => `x-waybill has no meaning for ${key} here`,
    hint: ({ known }) => `known: ${Array.isArray(known) ? known.join(', ') : ''}`,
  },
  'file-missing': {
    severity: 'error',
    rule: 'DIAG-15',
    message: ({ kind, key, place, reason }) =>
      `the ${kind === 'secrets' ? 'secret' : 'config'} ${key} cannot be read from ${place} (${reason})`,
    hint: () => 'create it, or declare the entry as external: true',
  },
  'healthy-without-check': {
    severity: 'warning',
    rule: 'DIAG-19',
    message: ({ service, dependency }) =>
      `${service} waits until ${dependency} is healthy, and ${dependency} has no health check that can be seen here`,
    hint: ({ dependency, template }) => `add a healthcheck to ${dependency}${template === undefined ? '' : `: {test: ${template}}`}`,
  },
  'health-check-mistake': {
    severity: 'warning',
    rule: 'DIAG-17',
    message: ({ mistake }) => String(mistake),
    hint: ({ hint }) => (hint === undefined ? undefined : String(hint)),
  },
  'image-without-tag': {
    severity: 'warning',
    rule: 'DIAG-24',
    message: ({ image }) => `the image ${image} has no fixed tag: nodes may run different versions`,
    hint: () => 'pin a version',
  },
  'memory-limit-too-small': {
    severity: 'error',
    rule: 'R-10',
    message: () => 'Docker refuses memory limits below 6 MiB',
    hint: () => 'write a unit: 512m',
  },
  'port-published-twice': {
    severity: 'error',
    rule: 'DIAG-12',
    message: ({ port, protocol, first, second }) =>
      `port ${port}/${protocol} is published by both ${first} and ${second}: only one can start in Compose`,
    hint: () => 'publish them on different ports',
  },
  'ports-on-internal-network': {
    severity: 'warning',
    rule: 'DIAG-13',
    message: ({ service, port }) =>
      `port ${port} is not reachable in Docker because all networks of ${service} are internal; it is not published here either`,
    hint: () => 'add the service to a network that is not internal',
  },
  'readiness-cycle': {
    severity: 'error',
    rule: 'DIAG-27',
    message: ({ service, dependency }) =>
      `${service} waits until ${dependency} is healthy, and the health check of ${dependency} calls ${service}: neither becomes ready`,
    hint: ({ dependency }) => `let the check of ${dependency} look at ${dependency} alone`,
  },
  'reservation-above-limit': {
    severity: 'error',
    rule: 'DIAG-23',
    message: ({ service, what }) => `the ${what} reservation of ${service} is above its limit`,
    hint: () => 'lower the reservation or raise the limit',
  },
  'data-without-volume': {
    severity: 'warning',
    rule: 'DIAG-32',
    message: ({ service, directory }) => `${service} keeps its data in ${directory} of the container; it is lost when the pod is replaced`,
    hint: ({ service, directory }) =>
      `volumes: ["${service}-data:${directory}"] on the service, and ${service}-data: under the top-level volumes`,
  },
  'script-with-carriage-returns': {
    severity: 'warning',
    rule: 'DIAG-35',
    message: ({ file }) => `the script ${file} has CRLF line ends, so that Linux looks for an interpreter such as /bin/sh^M`,
    hint: () => 'save it with LF line ends',
  },
  'secret-ends-in-newline': {
    severity: 'info',
    rule: 'S-03',
    message: ({ key }) => `the file of the secret ${key} ends in a newline, which is part of its value`,
    hint: () => "printf '%s' writes none",
  },
  'secret-in-health-check': {
    severity: 'warning',
    rule: 'H-20',
    message: ({ service }) => `the health check of ${service} holds a password or the like, which will stand in the pod specification`,
    hint: () => 'let the command read it from a variable: $$NAME',
  },
  'secret-in-command': {
    severity: 'warning',
    rule: 'DIAG-29',
    message: ({ service }) => `a secret stands in the command of ${service} and could not be moved into a Secret`,
    hint: () => 'let the program read it from a file or a variable',
  },
  'secret-in-plain-sight': {
    severity: 'warning',
    rule: 'DIAG-29',
    message: ({ name }) => `${name} is written literally in the file (value hidden)`,
    hint: ({ name }) => `\${${name}:?} and a value outside the file, or a secret file`,
  },
  'file-variable-unmounted': {
    severity: 'warning',
    rule: 'DIAG-16',
    message: ({ name, service }) => `${name} of ${service} names a file below /run/secrets that no secret of the service provides`,
    hint: () => 'add it under secrets: of the service',
  },
  'host-reference': {
    severity: 'error',
    rule: 'DIAG-25',
    message: ({ host, file }) => `${host}${inFile(file)} is the developer's machine, which does not exist in a cluster`,
    hint: () => 'name the service that is meant, or make a Service of type ExternalName',
  },
  'localhost-reference': {
    severity: 'warning',
    rule: 'DIAG-25',
    message: ({ service, port }) => `localhost:${port} inside ${service} is ${service} itself`,
    hint: ({ target }) => (target === undefined ? undefined : `${String(target)} listens there`),
  },
  'address-reference': {
    severity: 'warning',
    rule: 'DIAG-26',
    message: ({ address, service, file }) =>
      service === undefined
        ? `${address}${inFile(file)} is an address of a Docker network, which a cluster does not have`
        : `${address}${inFile(file)} is the Compose address of ${service}, which a cluster does not have`,
    hint: ({ service }) =>
      service === undefined
        ? 'name the services that are meant, or trust the addresses of the pods of the cluster'
        : `use the name ${service}`,
  },
  'docker-dns-reference': {
    severity: 'error',
    rule: 'N-41',
    message: ({ file }) => `127.0.0.11${inFile(file)} is Docker's DNS, which does not exist in a cluster`,
    hint: () => 'kube-dns.kube-system.svc.cluster.local',
  },
  'project-name-from-directory': {
    severity: 'info',
    rule: 'A-04',
    message: ({ name }) => `the project is called ${name} after its directory, and the name enters selectors, which are immutable`,
    hint: () => 'pin it with name: in the file, or -p',
  },
} satisfies Record<string, CodeRow>;
