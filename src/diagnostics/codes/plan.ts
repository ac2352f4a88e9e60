import type { CodeRow } from '../code.ts';

/** Where in a mounted file a text stands; nothing for a text of the Compose file. */
const inFile = (file: unknown): string => (typeof file === 'string' ? ` in ${file}` : '');

/** Findings about a project that loads, made while it is translated. */
export const planCodes = {
  'object-too-large': {
    severity: 'error',
    rule: 'G-10',
    message: ({ object, detail }) => `${String(object)} would have ${String(detail)}, which kubectl apply does not take`,
    hint: () => 'put large values into files that are mounted, or into the image',
  },
  'autoscale-unsound': {
    severity: 'error',
    rule: 'R-12',
    message: ({ service, reason }) => `${service} cannot be scaled automatically: ${reason}`,
    hint: () => 'remove autoscale, or give the service a CPU reservation and no volume of its own',
  },
  'bind-choice-unmatched': {
    severity: 'error',
    rule: 'V-13',
    message: ({ service, target }) => `${service} has no bind mount at ${target}, for which x-waybill.bind decides`,
    hint: ({ near, known }) =>
      near !== undefined
        ? `did you mean ${String(near)}?`
        : Array.isArray(known) && known.length > 0
          ? `its bind mounts are at ${known.join(', ')}`
          : 'it has no bind mounts: leave the entry out',
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
  'health-check-without-program': {
    severity: 'warning',
    rule: 'DIAG-17',
    message: ({ service, image, programs }) =>
      `the health check of ${service} calls ${Array.isArray(programs) ? programs.join(' and ') : ''}, which ${image} does not have: it fails in Docker, too`,
    hint: ({ instead }) =>
      instead === undefined
        ? 'add the program to the image, or check with one that it has'
        : `write it with ${instead}, which the image has`,
  },
  'image-metadata-malformed': {
    severity: 'error',
    rule: 'H-02',
    message: ({ file, reason }) => `${file} does not hold what docker image inspect prints: ${reason}`,
    hint: ({ file }) => `docker image inspect IMAGE > ${file}`,
  },
  'image-metadata-unreadable': {
    severity: 'error',
    rule: 'H-02',
    message: ({ file, reason }) => `the image metadata ${file} cannot be read (${reason})`,
    hint: ({ file }) => `docker image inspect IMAGE > ${file}`,
  },
  'image-metadata-unused': {
    severity: 'warning',
    rule: 'H-02',
    message: ({ image }) => `no service runs ${image}`,
    hint: () => 'the names in RepoTags have to be those of the Compose file',
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
  'pod-port-clash': {
    severity: 'error',
    rule: 'L-21',
    message: ({ first, second, port }) => `${first} and ${second} listen on port ${port} of one pod: only one of them can`,
    hint: ({ second }) => `let ${second} listen on another port`,
  },
  'pod-waits-for-itself': {
    severity: 'error',
    rule: 'DIAG-27',
    message: ({ service, dependency, owner }) =>
      `${service} runs in the pod of ${owner} and waits for ${dependency}, which waits for that pod: neither starts`,
    hint: ({ service, dependency }) => `take ${dependency} out of depends_on of ${service}, and let ${service} try again until it answers`,
  },
  'port-published-twice': {
    severity: 'error',
    rule: 'DIAG-12',
    message: ({ port, protocol, first, second }) =>
      `port ${port}/${protocol} is published by both ${first} and ${second}: only one can start in Compose`,
    hint: () => 'publish them on different ports',
  },
  'published-port-reference': {
    severity: 'warning',
    rule: 'DIAG-25',
    message: ({ service, port, target, file }) =>
      `${service}:${port}${inFile(file)} is the port that ${service} publishes on the host; between containers it is ${target}`,
    hint: ({ name, target }) => `${String(name)}:${String(target)}`,
  },
  'route-without-host': {
    severity: 'error',
    rule: 'N-25',
    message: ({ services }) =>
      `${Array.isArray(services) ? services.join(', ') : ''} are all to be reached by name, and nothing says which names`,
    hint: () => '--domain example.com names them SERVICE.example.com; or x-waybill: {ingress: {host: …}} on each service',
  },
  'route-without-port': {
    severity: 'error',
    rule: 'N-25',
    message: ({ service }) => `requests are to reach ${service} by name, and no port of it is known`,
    hint: () => 'expose: ["8080"], or x-waybill: {ingress: {port: 8080}}',
  },
  'route-taken-twice': {
    severity: 'error',
    rule: 'N-25',
    message: ({ service, other, place }) => `${service} and ${other} both answer for ${place}`,
    hint: () => 'give one of them another host or path',
  },
  'gateway-without-class': {
    severity: 'error',
    rule: 'N-25',
    message: () => 'a Gateway needs the name of a class, and none is given',
    hint: () => '--ingress-class NAME; kubectl get gatewayclass lists those of the cluster',
  },
  'too-many-listeners': {
    severity: 'error',
    rule: 'N-25',
    message: ({ count }) => `${count} hosts with TLS need more listeners than a Gateway can have`,
    hint: () => 'a wildcard certificate and TLS at the load balancer, or several projects',
  },
  'ports-on-internal-network': {
    severity: 'warning',
    rule: 'DIAG-13',
    message: ({ service, port }) =>
      `port ${port} is not reachable in Docker because all networks of ${service} are internal; it is not published here either`,
    hint: () => 'add the service to a network that is not internal',
  },
  'check-cycle': {
    severity: 'error',
    rule: 'DIAG-27',
    message: ({ services }) =>
      `the health checks of ${Array.isArray(services) ? services.join(', ') : ''} call each other in a circle: none becomes ready`,
    hint: () => 'let each check look at its own service alone',
  },
  'readiness-cycle': {
    severity: 'error',
    rule: 'DIAG-27',
    message: ({ service, dependency, checked }) =>
      checked === dependency
        ? `${service} waits until ${dependency} is healthy, and the health check of ${dependency} calls ${service}: neither becomes ready`
        : `${service} waits for ${dependency}, which in the end needs ${checked} to be healthy, whose health check calls ${service}: none becomes ready`,
    hint: ({ checked }) => `let the check of ${checked} look at ${checked} alone`,
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
  'postgres-volume-unused': {
    severity: 'warning',
    rule: 'DIAG-32',
    message: ({ service, directory }) =>
      `${service} ends at once: since version 18 the image keeps its data elsewhere, and refuses a volume at ${directory}`,
    hint: ({ directory }) => `mount it on /var/lib/postgresql, or set PGDATA: ${directory}`,
  },
  'state-without-volume': {
    severity: 'warning',
    rule: 'V-32',
    message: ({ service, directory }) =>
      `${service} keeps its state in ${directory} of the container; Docker keeps it when the container restarts, Kubernetes does not`,
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
  'may-run-to-end': {
    severity: 'warning',
    rule: 'L-02',
    message: ({ service, policy }) => `${service} has ${policy} and looks like a program that ends; here it is started again and again`,
    hint: () => 'restart: "no", or x-waybill: {kind: Job}, for a program that ends',
  },
  'drain-without-sleep': {
    severity: 'warning',
    rule: 'L-12',
    message: ({ service }) => `--drain does nothing for ${service}: its image has no program that could wait`,
    hint: () => '--min-version 1.30, from which the kubelet waits by itself',
  },
  'secret-in-build-argument': {
    severity: 'warning',
    rule: 'DIAG-29',
    message: ({ name }) => `the build argument ${name} is a secret, and stays readable in the history of the image (value hidden)`,
    hint: () => 'pass it under build.secrets and read it with RUN --mount=type=secret',
  },
  'secret-in-build': {
    severity: 'warning',
    rule: 'DIAG-29',
    message: ({ service, name }) => `${name} of the build of ${service} holds a secret; it is masked in the command that builds the image`,
    hint: () => 'let docker read it from its own configuration, or pass it under build.secrets',
  },
  'secret-in-dockerfile': {
    severity: 'warning',
    rule: 'DIAG-29',
    message: ({ service }) =>
      `the Dockerfile of ${service} holds a secret, which stays readable in the image, and in build-images.sh, which -o writes`,
    hint: () => 'mount it while building: build.secrets, and RUN --mount=type=secret',
  },
  'image-for-unknown-service': {
    severity: 'error',
    rule: 'L-30',
    message: ({ service }) => `--image names \`${service}\`, and the project has no such service`,
    hint: ({ suggestion }) => (suggestion === undefined ? undefined : `did you mean \`${suggestion}\`?`),
  },
  'namespace-for-unknown-network': {
    severity: 'warning',
    rule: 'N-39',
    message: ({ network }) => `--network-namespace names \`${network}\`, which is no external network of the project`,
    hint: ({ suggestion }) => (suggestion === undefined ? undefined : `did you mean \`${suggestion}\`?`),
  },
  'secret-in-name': {
    severity: 'warning',
    rule: 'S-19',
    message: () => 'a variable that looks like a secret is part of this value, which everybody reads who may see the pods',
    hint: () => 'use a variable that is no secret, or another name for it',
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
    hint: ({ target }) =>
      target === undefined
        ? 'name the service that is meant, or make a Service of type ExternalName'
        : `${String(target)} is published there: name that, or make a Service of type ExternalName`,
  },
  'localhost-reference': {
    severity: 'warning',
    rule: 'DIAG-25',
    message: ({ service, port }) => `localhost:${port} inside ${service} is ${service} itself`,
    hint: ({ target }) =>
      target === undefined ? 'browsers come from it: write the address that they use' : `${String(target)} listens there`,
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
} satisfies Record<string, CodeRow>;
