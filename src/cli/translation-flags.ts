import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ConvertOptions, defaultOptions, type KubernetesMinor, kubernetesMinors } from '../plan/options.ts';
import { parseImageReference } from '../value/image-reference.ts';
import { parseQuantity } from '../validate/quantity.ts';
import { nonEmpty } from './options.ts';

/** What the flags that steer the translation give; commander's names. */
export interface TranslationFlags extends Omit<ConvertOptions, 'images' | 'imagePullSecrets' | 'networkNamespaces' | 'imageMetadata'> {
  readonly image?: ReadonlyMap<string, string>;
  readonly imageMetadata?: readonly string[];
  readonly imagePullSecret?: readonly string[];
  readonly networkNamespace?: ReadonlyMap<string, string>;
}

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const domainName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

/** A name that a namespace can have. @throws InvalidArgumentError */
export function namespaceName(value: string): string {
  if (!label.test(value)) {
    throw new InvalidArgumentError(
      'A namespace has lowercase letters, digits and "-", at most 63, and begins and ends with a letter or digit.',
    );
  }
  return value;
}

/** A registry with an optional path; slashes at its end are dropped. @throws InvalidArgumentError */
export function registryPrefix(value: string): string {
  const prefix = value.replace(/\/+$/, '');
  const host = '[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?';
  if (!new RegExp(`^${host}(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$`).test(prefix)) {
    throw new InvalidArgumentError('A registry is a host with an optional port and path, as registry.example.com/team.');
  }
  return prefix;
}

/** A name of an object: of a class, a Secret. @throws InvalidArgumentError */
function objectName(value: string): string {
  if (value.length > 253 || !domainName.test(value))
    throw new InvalidArgumentError('A name has lowercase letters, digits, "-" and ".", at most 253.');
  return value;
}

/** @throws InvalidArgumentError */
function domain(value: string): string {
  const name = value.toLowerCase();
  if (name.length > 200 || !domainName.test(name)) throw new InvalidArgumentError('A domain is written as example.com.');
  return name;
}

/** @throws InvalidArgumentError */
function imageName(value: string): string {
  if (!parseImageReference(value).ok) throw new InvalidArgumentError('An image is written as registry.example.com/team/name:tag.');
  return value;
}

/** @throws InvalidArgumentError */
function quantity(value: string): string {
  const amount = parseQuantity(value);
  if (amount === undefined || amount <= 0) throw new InvalidArgumentError('A size is a quantity of Kubernetes, as 10Gi.');
  return value;
}

/** An hour, beyond which no node drain waits. */
const longestDrain = 3600;

/** @throws InvalidArgumentError */
function seconds(value: string): number {
  const number = Number(value);
  if (!/^[0-9]+$/.test(value) || number < 1 || number > longestDrain)
    throw new InvalidArgumentError(`It is a whole number of seconds from 1 to ${longestDrain}.`);
  return number;
}

/** @throws InvalidArgumentError */
function minorVersion(value: string): KubernetesMinor {
  const minor = kubernetesMinors.find((one) => `1.${one}` === value);
  if (minor === undefined) throw new InvalidArgumentError(`It is one of ${kubernetesMinors.map((one) => `1.${one}`).join(', ')}.`);
  return minor;
}

function collected<T>(parse: (value: string) => T): (value: string, before?: readonly T[]) => readonly T[] {
  return (value, before = []) => [...before, parse(value)];
}

/** `KEY=VALUE`, repeatable; the last one of a key holds. */
function pairs(
  what: string,
  parse: (value: string) => string,
): (value: string, before?: ReadonlyMap<string, string>) => ReadonlyMap<string, string> {
  return (value, before) => {
    const equals = value.indexOf('=');
    if (equals < 1) throw new InvalidArgumentError(`It is written as ${what}.`);
    return new Map(before).set(value.slice(0, equals), parse(value.slice(equals + 1)));
  };
}

/** Adds the flags that change what is emitted. */
export function addTranslationFlags(command: Command): Command {
  const choice = <K extends keyof TranslationFlags & keyof ConvertOptions>(
    flag: string,
    key: K,
    text: string,
    values: readonly NonNullable<ConvertOptions[K]>[],
  ): Option => new Option(`--${flag} <mode>`, text).choices(values.map(String)).default(defaultOptions[key]);
  command
    .option('-n, --namespace <name>', 'namespace of every object; also emits the Namespace', namespaceName)
    .addOption(choice('hpa', 'hpa', 'autoscalers: where they are sound, for every workload, or none', ['auto', 'all', 'off']))
    .addOption(choice('liveness', 'liveness', 'liveness probes: where a restart helps, always, or never', ['auto', 'always', 'never']))
    .addOption(choice('wait', 'wait', 'which depends_on becomes a wait: service_healthy, all, or none', ['healthy', 'all', 'none']))
    .addOption(choice('jobs', 'jobs', 'waits for one-shots: ask the API (RBAC), or run them inside what waits (fold)', ['rbac', 'fold']))
    .addOption(
      choice('secrets', 'secrets', 'values of secrets: in the manifests, placeholders, or external', ['inline', 'placeholder', 'external']),
    )
    .addOption(
      choice('requests', 'requests', 'requests where only limits are given: a quarter, equal, or zero', ['quarter', 'equal', 'zero']),
    )
    .addOption(
      new Option('--min-version <version>', 'oldest Kubernetes that has to take the manifests, 1.28 to 1.34')
        .argParser(minorVersion)
        .default(defaultOptions.minVersion, `1.${defaultOptions.minVersion}`),
    );
  addNetworkFlags(command, choice);
  addHostFlags(command, choice);
  return addImageFlags(command);
}

type Choice = <K extends keyof TranslationFlags & keyof ConvertOptions>(
  flag: string,
  key: K,
  text: string,
  values: readonly NonNullable<ConvertOptions[K]>[],
) => Option;

function addNetworkFlags(command: Command, choice: Choice): void {
  command
    .addOption(
      choice('expose', 'expose', 'published ports become Services of this type, or routes by host name, or nothing', [
        'loadbalancer',
        'nodeport',
        'ingress',
        'gateway',
        'none',
      ]),
    )
    .option('--domain <domain>', 'host names of routes are SERVICE.<domain>', domain)
    .option('--ingress-class <name>', 'class of Ingress objects, or of the Gateway', objectName)
    .addOption(
      choice('external-traffic', 'externalTraffic', 'public Services: any node answers, or only those with a pod, which see the client', [
        'cluster',
        'local',
      ]),
    )
    .option('--expose-data', 'also make published data stores and administration pages public', false)
    .option('--isolate', 'let only pods of the same namespace connect, where no network keeps services apart', false)
    .option('--all-aliases', 'a Service for every name that Docker answers for, mentioned or not', false)
    .option(
      '--network-namespace <network=namespace>',
      'where the peers of an external network live, repeatable',
      pairs('NETWORK=NAMESPACE', namespaceName),
    );
}

function addHostFlags(command: Command, choice: Choice): void {
  command
    .option('--strict-placement', 'placement constraints are required, not preferred', false)
    .option('--allow-host-path', 'mount paths of the system from the node, read-only', false)
    .option('--allow-unsafe-sysctls', 'write sysctls that the kubelet has to be told to allow', false)
    .addOption(choice('devices', 'devices', 'devices are refused, or mounted into privileged containers', ['refuse', 'privileged']))
    .option('--harden', 'drop privileges that nothing shows to be needed', false)
    .option('--storage-class <name>', 'storage class of claims that name none', objectName)
    .addOption(new Option('--storage-size <size>', 'size of claims that name none').argParser(quantity).default(defaultOptions.storageSize))
    .option('--drain <seconds>', 'wait before a stop, so that no request meets a closed port', seconds);
}

function addImageFlags(command: Command): Command {
  return command
    .option('--registry <prefix>', 'registry for built images that name none', registryPrefix)
    .option('--image <service=reference>', 'image of a service, as CI has just built it, repeatable', pairs('SERVICE=REFERENCE', imageName))
    .option('--image-metadata <file>', 'output of docker inspect for images, repeatable', collected(nonEmpty))
    .option('--image-pull-secret <name>', 'Secret with the credentials of a registry, repeatable', collected(objectName))
    .addOption(new Option('--wait-image <image>', 'runs what waits and copies').argParser(imageName).default(defaultOptions.waitImage))
    .addOption(new Option('--kubectl-image <image>', 'runs what waits for Jobs').argParser(imageName).default(defaultOptions.kubectlImage));
}

/** The translation flags without the other flags of the command. */
export function convertOptions(flags: TranslationFlags): ConvertOptions {
  const { namespace, registry, domain: host, ingressClass, storageClass, drain } = flags;
  const given = { namespace, registry, domain: host, ingressClass, storageClass, drain };
  return {
    hpa: flags.hpa,
    liveness: flags.liveness,
    wait: flags.wait,
    secrets: flags.secrets,
    expose: flags.expose,
    requests: flags.requests,
    jobs: flags.jobs,
    minVersion: flags.minVersion,
    externalTraffic: flags.externalTraffic,
    exposeData: flags.exposeData,
    isolate: flags.isolate,
    allAliases: flags.allAliases,
    strictPlacement: flags.strictPlacement,
    allowHostPath: flags.allowHostPath,
    allowUnsafeSysctls: flags.allowUnsafeSysctls,
    devices: flags.devices,
    harden: flags.harden,
    waitImage: flags.waitImage,
    kubectlImage: flags.kubectlImage,
    storageSize: flags.storageSize,
    imageMetadata: flags.imageMetadata ?? [],
    imagePullSecrets: flags.imagePullSecret ?? [],
    images: Object.fromEntries(flags.image ?? []),
    networkNamespaces: Object.fromEntries(flags.networkNamespace ?? []),
    ...onlyGiven(given),
  };
}

function onlyGiven<T extends Readonly<Record<string, unknown>>>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
