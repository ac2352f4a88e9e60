import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { MapNode } from '../source/node.ts';
import type { JsonMap, Service, StringMap } from './service.ts';

/** The canonical project: everything merged, interpolated, in long form, active profiles only. */
export interface Project {
  readonly name: string;
  /** Where the name comes from: a name taken from a directory is reported, because selectors are immutable. */
  readonly nameSource: 'flag' | 'environment' | 'file' | 'directory';
  /** Absolute path of the project directory. */
  readonly directory: string;
  /**
   * The canonical tree: the same content as the typed fields below, with a span for every key and value.
   * Its paths are the paths of the ledger. Top-level `services`, `networks`, `volumes`, `secrets`, `configs`, `models`, `x-*`.
   */
  readonly tree: MapNode;
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Network>;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly secrets: ReadonlyMap<string, FileObject>;
  readonly configs: ReadonlyMap<string, FileObject>;
  readonly models: ReadonlyMap<string, JsonMap>;
  /** The project environment: process environment over the env files. */
  readonly environment: ReadonlyMap<string, string>;
  /** Names defined in the project's env files (not the process environment): candidates for taint. */
  readonly environmentFromFiles: ReadonlySet<string>;
  /** Services left out because none of their profiles is active, with those profiles. */
  readonly inactive: ReadonlyMap<string, readonly string[]>;
  /** Active services left out because others were asked for, which do not depend on them. */
  readonly unasked: readonly string[];
  /** Attributes that loading used up and the tree no longer holds: `version`, `include`, `extends`, profiles of inactive services. */
  readonly consumed: readonly Consumed[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An attribute of the input that acts while loading only. */
export interface Consumed {
  readonly path: string;
  readonly span: Span;
  /** Rule of the contract: `A-44`, `B-005`. */
  readonly rule: string;
  /** Belongs to a service that was not asked for. */
  readonly isUnasked?: boolean;
}

export interface Network {
  readonly name: string;
  readonly driver?: string;
  readonly driver_opts?: StringMap;
  readonly ipam?: { readonly driver?: string; readonly config?: readonly JsonMap[]; readonly options?: StringMap };
  readonly external?: boolean;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
  readonly labels?: StringMap;
}

export interface Volume {
  /** The engine's name: `name` of the file, or `<project>_<key>`. */
  readonly name: string;
  readonly driver?: string;
  readonly driver_opts?: StringMap;
  readonly external?: boolean;
  readonly labels?: StringMap;
  readonly 'x-waybill'?: JsonMap;
}

/** A top-level secret or config. */
export interface FileObject {
  readonly name: string;
  /** Absolute path. */
  readonly file?: string;
  readonly environment?: string;
  readonly content?: string;
  readonly external?: boolean;
  readonly labels?: StringMap;
  readonly driver?: string;
  readonly driver_opts?: StringMap;
  readonly template_driver?: string;
}
