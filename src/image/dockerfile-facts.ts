import type { SourceFile, Span } from '../diagnostics/span.ts';

/** What a Dockerfile says about the image that it builds, as far as running it is concerned. Spans cover whole instructions. */
export interface DockerfileFacts {
  readonly source: SourceFile;
  /** Name of the stage that becomes the image, where it has one. */
  readonly stage?: string;
  /** The image that the chain of stages starts from, variables replaced: `node:20-alpine`, `scratch`. Absent where it cannot be told. */
  readonly baseImage?: Fact<string>;
  /** The last HEALTHCHECK of the chain of stages. */
  readonly healthcheck?: ImageHealthcheck & { readonly span: Span };
  /** Without duplicates, in the order of the file; ranges are written out. */
  readonly expose: readonly (ExposedPort & { readonly span: Span })[];
  readonly user?: ImageUser & { readonly span: Span };
  /** Users that RUN lines create, by name; a number that they do not give is absent. */
  readonly users: ReadonlyMap<string, UserNumbers>;
  /** Groups that RUN lines create, by name. */
  readonly groups: ReadonlyMap<string, number>;
  readonly entrypoint?: CommandLine & { readonly span: Span };
  /** No words: the instruction that cleared it was `CMD []`, or an ENTRYPOINT without a CMD beside it. */
  readonly cmd?: CommandLine & { readonly span: Span };
  readonly stopSignal?: Fact<string>;
  readonly volumes: readonly Fact<string>[];
  /** Absolute. */
  readonly workdir?: Fact<string>;
  /** ENV of the chain of stages; not that of the base image. */
  readonly environment: ReadonlyMap<string, string>;
  /** Words of the last SHELL: `['/bin/bash', '-c']`. */
  readonly shell?: readonly string[];
  /** A RUN line in shell form stands in the chain of stages, so that the image holds a shell. */
  readonly usesShell: boolean;
  /** What COPY and ADD put into the image, in the order of the file. */
  readonly writes: readonly ImageWrite[];
  /** What could not be understood; reading goes on behind it. */
  readonly problems: readonly DockerfileProblem[];
}

export interface Fact<T> {
  readonly value: T;
  readonly span: Span;
}

/** `reason` is a clause without a full stop. */
export interface DockerfileProblem {
  readonly span: Span;
  readonly reason: string;
}

/** A HEALTHCHECK in the form of a Compose `healthcheck`; durations are Go duration strings as written. */
export interface ImageHealthcheck {
  /** `['CMD', …words]`, `['CMD-SHELL', line]` or `['NONE']`. */
  readonly test: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly startPeriod?: string;
  readonly startInterval?: string;
  readonly retries?: number;
}

export interface ExposedPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export interface UserNumbers {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user that an image starts as. */
export interface ImageUser extends UserNumbers {
  /** As written, variables replaced: `app`, `1001:1001`. */
  readonly raw: string;
  /** Absent where the user is a number. */
  readonly name?: string;
  /** Absent where no group is written or it is a number. */
  readonly groupName?: string;
}

export interface CommandLine {
  readonly form: 'exec' | 'shell';
  /** Exec form: the words. Shell form: the one line. */
  readonly words: readonly string[];
}

/** Files that COPY or ADD writes. */
export interface ImageWrite {
  /** Absolute path without a slash at the end. */
  readonly destination: string;
  /** Whether the destination is a directory by the way it is written. */
  readonly directory: boolean;
  /** As written, variables replaced; none for a heredoc. */
  readonly sources: readonly string[];
  /** The stage or image that the sources come from; absent for the build context. */
  readonly from?: string;
  readonly span: Span;
}
