import type { MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { canonicalDevice } from './canonical/device.ts';
import { canonicalEnvFiles } from './canonical/env-file.ts';
import { canonicalExternal } from './canonical/external.ts';
import { keyValueMap } from './canonical/key-value.ts';
import { canonicalMount } from './canonical/mount.ts';
import { canonicalPorts } from './canonical/ports.ts';
import { checkedKeyValueMap, sshKeys } from './canonical/build.ts';
import { checkedVariables } from './canonical/variables.ts';
import type { Findings } from './load-context.ts';
import { makeList, makeMapOf, makeScalar, stringOf, withKey } from './make-node.ts';
import { buildToMap, dependenciesToMap, namesToMap } from './merge.ts';
import { type Rewriter, rewrite, ruleTree } from './rule-tree.ts';

/** A string as a list of one. */
function stringOrList(node: Node): Node {
  return stringOf(node) === undefined ? node : makeList([node], node);
}

/** As `stringOrList`, without empty strings. */
function addresses(node: Node): Node {
  const list = stringOrList(node);
  return list.kind === 'list' ? { ...list, items: list.items.filter((item) => stringOf(item) !== '') } : list;
}

/** The name of a secret or config as `{source}`. */
function fileReference(node: Node): Node {
  return stringOf(node) === undefined ? node : makeMapOf({ source: node }, node);
}

/** `gpus: all` as a request for all. */
function gpus(node: Node): Node {
  if (stringOf(node) === undefined) return node;
  return makeList([makeMapOf({ count: makeScalar('all', node) }, node)], node);
}

/** A boolean as its text: `provenance` and `sbom` take both. */
function asText(node: Node): Node {
  return node.kind === 'scalar' && node.value !== null ? makeScalar(node.text, node) : node;
}

/** What a dependency does not say: it is required, and started is enough. */
function dependency(node: Node): Node {
  if (node.kind !== 'map') return node;
  const required = node.entries.has('required') ? node : withKey(node, 'required', makeScalar(true, node.span));
  return required.entries.has('condition') ? required : withKey(required, 'condition', makeScalar('service_started', node.span));
}

/** `extends: base` as `{service: base}`. */
function extended(node: Node): Node {
  return stringOf(node) === undefined ? node : makeMapOf({ service: node }, node);
}

/** The test as a list: a string is a command for the image's shell (B-051). */
function healthTest(node: Node): Node {
  return stringOf(node) === undefined ? node : makeList([makeScalar('CMD-SHELL', node), node], node);
}

const longForms = ruleTree<Rewriter<Findings>>({
  'configs.*': canonicalExternal,
  'configs.*.labels': keyValueMap,
  'networks.*': canonicalExternal,
  'networks.*.labels': keyValueMap,
  'secrets.*': canonicalExternal,
  'secrets.*.labels': keyValueMap,
  'services.*.annotations': keyValueMap,
  'services.*.build': buildToMap,
  'services.*.build.additional_contexts': checkedKeyValueMap,
  'services.*.build.args': checkedVariables,
  'services.*.build.cache_from': stringOrList,
  'services.*.build.cache_to': stringOrList,
  'services.*.build.labels': keyValueMap,
  'services.*.build.no_cache_filter': stringOrList,
  'services.*.build.provenance': asText,
  'services.*.build.sbom': asText,
  'services.*.build.secrets[]': fileReference,
  'services.*.build.ssh': sshKeys,
  'services.*.configs[]': fileReference,
  'services.*.depends_on': dependenciesToMap,
  'services.*.depends_on.*': dependency,
  'services.*.deploy.labels': keyValueMap,
  'services.*.deploy.resources.reservations.devices[].options': keyValueMap,
  'services.*.develop.watch[].exec.environment': checkedVariables,
  'services.*.develop.watch[].ignore': stringOrList,
  'services.*.develop.watch[].include': stringOrList,
  'services.*.devices[]': canonicalDevice,
  'services.*.dns': addresses,
  'services.*.dns_search': stringOrList,
  'services.*.env_file': canonicalEnvFiles,
  'services.*.environment': checkedVariables,
  'services.*.extends': extended,
  'services.*.gpus': gpus,
  'services.*.gpus[].options': keyValueMap,
  'services.*.healthcheck.test': healthTest,
  'services.*.label_file': stringOrList,
  'services.*.labels': keyValueMap,
  'services.*.models': namesToMap,
  'services.*.networks': namesToMap,
  'services.*.ports': canonicalPorts,
  'services.*.post_start[].environment': checkedVariables,
  'services.*.pre_start[].environment': checkedVariables,
  'services.*.pre_stop[].environment': checkedVariables,
  'services.*.secrets[]': fileReference,
  'services.*.sysctls': keyValueMap,
  'services.*.tmpfs': stringOrList,
  'services.*.volumes[]': canonicalMount,
  'services.*.volumes[].volume.labels': keyValueMap,
  'volumes.*': canonicalExternal,
  'volumes.*.labels': keyValueMap,
});

/** Brings every short form into its long form (A-70…A-75). */
export function toLongForms(model: MapNode, findings: Findings, path: Path = []): MapNode {
  const canonical = rewrite(model, longForms, findings, path);
  return canonical?.kind === 'map' ? canonical : model;
}
