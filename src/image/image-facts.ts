import type { ExposedPort, ImageHealthcheck, UserNumbers } from './dockerfile-facts.ts';

/** What is known about a published image. A field is absent where nobody looked it up. */
export interface ImageFacts {
  /** Ports on which the image listens as it comes, EXPOSEd or not (N-12). */
  readonly ports: readonly ExposedPort[];
  /** The user that the container starts as; 0 for root. */
  readonly uid?: number;
  readonly gid?: number;
  /** USER of the image where that is a name. */
  readonly userName?: string;
  /** Numbers of the users that exist in the image. */
  readonly users?: Readonly<Record<string, UserNumbers>>;
  /** The entrypoint starts as root, changes the owner of its data and goes on as another user (V-08). */
  readonly startsAsRootAndDrops?: boolean;
  /** What the entrypoint needs of root for that, with its capabilities cut to these and nothing else (SEC-01). */
  readonly entrypointCapabilities?: readonly string[];
  /** Capabilities in the files of programs, without which these are not even started where they are dropped (SEC-01). */
  readonly fileCapabilities?: readonly string[];
  /** Which of curl and wget, with which checks ask HTTP servers, are not in the image; absent where nobody looked. */
  readonly lacks?: readonly string[];
  /** Where the program keeps its state. Empty in the image (V-09). */
  readonly dataDirectories: readonly string[];
  /** Directories that the image fills, which an empty mount would hide (V-09). */
  readonly contentDirectories?: readonly string[];
  /** VOLUME of the image (V-11). */
  readonly volumes?: readonly string[];
  readonly stopSignal?: string;
  readonly workdir?: string;
  /** false: the image holds no shell at all. */
  readonly shell?: boolean;
  /** HEALTHCHECK of the image; `none` where it was looked up and there is none (H-02). */
  readonly healthcheck?: 'none' | ImageHealthcheck;
  /** Database, cache, queue, search or object storage: stays inside the cluster although its port is published (N-20). */
  readonly dataStore?: boolean;
  /** A page that administers other services, or shows what they hold: stays inside the cluster, too (N-20). */
  readonly adminPage?: boolean;
  /** Ports of such a page, where the image is there for something else. */
  readonly adminPorts?: readonly number[];
  /** Protocol that `ports[0]` speaks, where it is HTTP. */
  readonly scheme?: 'http' | 'https';
  /** Where the facts were read, in words: `docker-library/postgres 16/bookworm/Dockerfile`. */
  readonly source: string;
  /** The day on which they were read, or that of the copy: `2026-11-21`. */
  readonly read: string;
}
