import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Hook, PreStartHook } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';
import type { AliasTable, Resolve } from './aliases.ts';
import { k8sName } from '../value/kube-name.ts';
import { nameIndex, type NameIndex } from './references/names.ts';
import { type RewrittenText, rewriteText } from './references/rewrite.ts';
import { portBeside } from './references/port-beside.ts';
import { findMentions, type Mention } from './references/scan.ts';
import { findMentionsInWords, rewriteWords } from './references/words.ts';
import type { ResolvedMount } from './storage/mounts.ts';
import { isScheduleLabel } from './schedules/labels.ts';

/** A place of the project where host names may stand. */
export interface TextSite {
  readonly service: string;
  readonly path: Path;
  /** Name of the variable, which decides whether its value can be a host (N-05 c). */
  readonly key?: string;
  /** One text, or the words of a command or check. */
  readonly text: string | readonly string[];
  readonly kind: 'environment' | 'command' | 'check' | 'file' | 'label';
  /** Name of the file, for a file. */
  readonly file?: string;
}

/** A name of a service that stands in a text. */
export interface Reference {
  readonly by: string;
  readonly to: string;
  /** The name as indexed: the service's own or an alias. */
  readonly name: string;
  /** All services that the name leads to here; `to` is one of them. */
  readonly leadsTo: readonly string[];
  readonly port?: number;
  /** The port that a configuration file names beside the host. */
  readonly beside?: number;
  readonly site: TextSite;
}

/** Every name of a service in the texts of the project. */
export function findReferences(
  sites: readonly TextSite[],
  aliases: AliasTable,
  resolve: Resolve,
  services: Iterable<string>,
): readonly Reference[] {
  const index = nameIndex([...services, ...[...aliases.values()].map((a) => a.name)]);
  return sites.flatMap((site) =>
    mentionsIn(site, index).flatMap((mention) => {
      const { name, port } = mention;
      const leadsTo = resolve(site.service, name);
      const isInFile = port === undefined && site.kind === 'file' && typeof site.text === 'string';
      const beside = isInFile ? portBeside(site.text, mention) : undefined;
      const ports = { ...(port !== undefined && { port }), ...(beside !== undefined && { beside }) };
      return leadsTo.map((to): Reference => ({ by: site.service, to, name, leadsTo, ...ports, site }));
    }),
  );
}

/** All texts of the project, who mentions whom in them, and their rewriting when names must change (N-02, N-05). */
export class Texts {
  readonly sites: readonly TextSite[];
  readonly references: readonly Reference[];
  readonly #renames: (service?: string) => ReadonlyMap<string, string>;
  readonly #ledger: Ledger;
  readonly #mentioned: ReadonlySet<string>;
  readonly #byTarget: ReadonlyMap<string, readonly Reference[]>;

  constructor(
    sites: readonly TextSite[],
    references: readonly Reference[],
    renames: (service?: string) => ReadonlyMap<string, string>,
    ledger: Ledger,
  ) {
    this.sites = sites;
    this.references = references;
    this.#renames = renames;
    this.#ledger = ledger;
    this.#mentioned = new Set(references.map((r) => r.name.toLowerCase()));
    this.#byTarget = byTarget(references);
  }

  /** Whether any text uses this name. */
  isMentioned(name: string): boolean {
    return this.#mentioned.has(name.toLowerCase());
  }

  /** References to a service, from its own texts and from those of others. */
  to(service: string): readonly Reference[] {
    return this.#byTarget.get(service) ?? [];
  }

  /** References to a service from texts of others. */
  toFromOthers(service: string): readonly Reference[] {
    return this.to(service).filter((r) => r.by !== service);
  }

  /** A text with changed names put in, and an entry in the account for each replacement. */
  rewrite(text: string, path: Path, options: { readonly key?: string; readonly file?: string } = {}): string {
    const renames = this.#renamesAt(path);
    if (renames.size === 0) return text;
    const scan = options.file === undefined ? {} : { kind: 'file' as const };
    const result = rewriteText(text, renames, { ...scan, ...(options.key !== undefined && { key: options.key }) });
    const { file } = options;
    this.#account(result, path, file === undefined ? () => '' : (start) => ` in ${file} line ${lineAt(text, start)}`);
    return result.text;
  }

  /** The words of a command or check; the first is a program, never a host (N-11). */
  rewriteWords(words: readonly string[], path: Path, kind: 'command' | 'check'): readonly string[] {
    const renames = this.#renamesAt(path);
    if (renames.size === 0) return words;
    const result = rewriteWords(words, renames, kind);
    for (const found of result.replacements) this.#account({ replacements: [found], notRewritten: [] }, [...path, found.word], () => '');
    for (const found of result.notRewritten) this.#account({ replacements: [], notRewritten: [found] }, [...path, found.word], () => '');
    return result.words;
  }

  #renamesAt([top, service]: Path): ReadonlyMap<string, string> {
    return this.#renames(top === 'services' ? String(service) : undefined);
  }

  #account(
    { replacements, notRewritten }: Pick<RewrittenText, 'replacements' | 'notRewritten'>,
    path: Path,
    placeOf: (start: number) => string,
  ): void {
    for (const { from, to, start } of replacements) {
      const place = placeOf(start);
      if (isAddress(from)) this.#ledger.differs(path, 'N-09', `the address ${from} is that of ${to}, and was replaced by its name${place}`);
      else if (to.startsWith(`${k8sName(from)}.`))
        this.#ledger.differs(path, 'N-39', `the host ${from} lives in another namespace: it is called ${to}, and was rewritten${place}`);
      else if (from.includes('.')) {
        this.#ledger.differs(path, 'N-07', `the host ${from} is called ${to} in the cluster, and was rewritten${place}`, {
          level: 'warning',
          hint: 'certificates and Host headers that name the old host no longer match',
        });
      } else this.#ledger.differs(path, 'N-05', `the host ${from} is called ${to} in the cluster, and was rewritten${place}`);
    }
    for (const { name, start } of notRewritten) {
      this.#ledger.differs(
        path,
        'N-05',
        `${name}${placeOf(start)} equals a name that changes, but does not look like a host, and was not rewritten`,
      );
    }
  }
}

function byTarget(references: readonly Reference[]): ReadonlyMap<string, readonly Reference[]> {
  const found = new Map<string, Reference[]>();
  for (const reference of references) {
    const known = found.get(reference.to);
    if (known) known.push(reference);
    else found.set(reference.to, [reference]);
  }
  return found;
}

/** Counted from 1. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host) || host.includes(':');
}

function mentionsIn(site: TextSite, index: NameIndex): readonly Mention[] {
  if (typeof site.text !== 'string') return findMentionsInWords(site.text, index, site.kind === 'check' ? 'check' : 'command');
  // A secret of one word is a password more often than a host.
  const isSecret = site.path[2] === 'secrets';
  return findMentions(site.text, index, {
    ...(site.key !== undefined && { key: site.key }),
    ...(site.kind === 'file' && { kind: 'file' }),
    ...(isSecret && { accept: ({ form }) => form !== 'whole' }),
  });
}

/** Every text of the active services. `fileTexts`: what top-level configs and secrets hold, by `configs/<key>` and `secrets/<key>`. */
export function collectTexts(
  project: Project,
  mounts: ReadonlyMap<string, readonly ResolvedMount[]>,
  fileTexts: ReadonlyMap<string, string>,
): readonly TextSite[] {
  return [...project.services].flatMap(([name, service]): TextSite[] => {
    const path: Path = ['services', name];
    return [
      ...Object.entries(service.environment ?? {}).flatMap(([key, text]): TextSite[] =>
        text === null || text === '' ? [] : [{ service: name, kind: 'environment', path: [...path, 'environment', key], key, text }],
      ),
      ...(['entrypoint', 'command'] as const).flatMap((attribute): TextSite[] => {
        const words = service[attribute];
        return words ? [{ service: name, kind: 'command', path: [...path, attribute], text: words }] : [];
      }),
      ...(service.healthcheck?.test
        ? [{ service: name, kind: 'check' as const, path: [...path, 'healthcheck', 'test'], text: service.healthcheck.test }]
        : []),
      ...Object.entries(service.labels ?? {})
        .filter(([key]) => !isScheduleLabel(key) || key.endsWith('.command'))
        .map(([key, text]): TextSite => ({
          service: name,
          kind: 'label',
          path: [...path, 'labels', key],
          key,
          text,
        })),
      ...(['pre_start', 'post_start', 'pre_stop'] as const).flatMap((attribute) =>
        (service[attribute] ?? []).flatMap((hook, i) => hookSites(name, [...path, attribute, i], hook)),
      ),
      ...(['configs', 'secrets'] as const).flatMap((kind) =>
        (service[kind] ?? []).flatMap((reference, i): TextSite[] => {
          const text = fileTexts.get(`${kind}/${reference.source}`);
          return text === undefined ? [] : [{ service: name, kind: 'file', path: [...path, kind, i], text, file: reference.source }];
        }),
      ),
      ...(mounts.get(name) ?? []).flatMap((mount) => mountSites(name, mount)),
    ];
  });
}

function hookSites(service: string, path: Path, hook: Hook | PreStartHook): readonly TextSite[] {
  const variables = Object.entries(hook.environment ?? {}).flatMap(([key, text]): TextSite[] =>
    text === null ? [] : [{ service, kind: 'environment', path: [...path, 'environment', key], key, text }],
  );
  return [{ service, kind: 'command', path: [...path, 'command'], text: hook.command ?? [] }, ...variables];
}

function mountSites(service: string, mount: ResolvedMount): readonly TextSite[] {
  const files = mount.type === 'file' ? [mount.file] : mount.type === 'directory' || mount.type === 'claim' ? (mount.files ?? []) : [];
  return files.flatMap((file): TextSite[] => {
    const text = textOf(file.bytes);
    return text === undefined ? [] : [{ service, kind: 'file', path: mount.path, text, file: file.path }];
  });
}

/** Larger files are data, not configuration that names hosts. */
const maxTextBytes = 1_000_000;

/** The text of a file; undefined for binary data (S-21). */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > maxTextBytes) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
