import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Path } from '../source/node-tools.ts';
import { type AliasTable } from './aliases.ts';
import { nameIndex } from './references/names.ts';
import { rewriteText } from './references/rewrite.ts';
import { findMentions } from './references/scan.ts';
import type { ResolvedMount } from './storage/mounts.ts';

/** A place of the project where host names may stand. */
export interface TextSite {
  readonly service: string;
  readonly kind: 'environment' | 'command' | 'healthcheck' | 'file' | 'label';
  readonly path: Path;
  /** Name of the variable, which decides whether its value can be a host (N-05 c). */
  readonly key?: string;
  readonly text: string;
}

/** A name of a service that stands in a text. */
export interface Reference {
  readonly by: string;
  readonly to: string;
  /** The name as indexed: the service's own or an alias. */
  readonly name: string;
  readonly port?: number;
  readonly site: TextSite;
}

/** All texts of the project, who mentions whom in them, and their rewriting when names must change (N-02, N-05). */
export class Texts {
  readonly references: readonly Reference[];
  readonly #renames: ReadonlyMap<string, string>;
  readonly #ledger: Ledger;

  constructor(sites: readonly TextSite[], aliases: AliasTable, renames: ReadonlyMap<string, string>, ledger: Ledger) {
    this.#renames = renames;
    this.#ledger = ledger;
    const index = nameIndex([...aliases.values()].map((a) => a.name));
    this.references = sites.flatMap((site) =>
      findMentions(site.text, index, site.key === undefined ? {} : { key: site.key }).flatMap((mention) =>
        (aliases.get(mention.name.toLowerCase())?.services ?? []).map((to) => ({
          by: site.service,
          to,
          name: mention.name,
          ...(mention.port !== undefined && { port: mention.port }),
          site,
        })),
      ),
    );
  }

  /** Whether any text uses this name. */
  isMentioned(name: string): boolean {
    return this.references.some((r) => r.name.toLowerCase() === name.toLowerCase());
  }

  /** References to a service from texts of others. */
  toFromOthers(service: string): readonly Reference[] {
    return this.references.filter((r) => r.to === service && r.by !== service);
  }

  /** Whether a service mentions itself: it must reach itself before it is ready (N-15). */
  mentionsItself(service: string): boolean {
    return this.references.some((r) => r.to === service && r.by === service);
  }

  /** A text with changed names put in, and an entry in the account for each replacement. */
  rewrite(text: string, path: Path, options: { readonly key?: string; readonly where?: string } = {}): string {
    if (this.#renames.size === 0) return text;
    const result = rewriteText(text, this.#renames, options.key === undefined ? {} : { key: options.key });
    for (const { from, to } of result.replacements) {
      this.#ledger.differs(path, 'N-05', `the host ${from} is called ${to} in the cluster${options.where === undefined ? '' : ` (rewritten in ${options.where})`}`);
    }
    for (const { name } of result.notRewritten) {
      this.#ledger.differs(path, 'N-05', `${name} equals a host name that changes, and was not rewritten: the key says that it is no host`);
    }
    return result.text;
  }

  /** Words of a command or check; the first is a program, never a host (N-11). */
  words(service: string, attribute: 'command' | 'entrypoint', words: readonly string[]): readonly string[] {
    return words.map((word, i) => (i === 0 && !word.includes(' ') ? word : this.rewrite(word, ['services', service, attribute])));
  }
}

/** Every text of the active services. */
export function collectTexts(project: Project, mounts: ReadonlyMap<string, readonly ResolvedMount[]>, configTexts: ReadonlyMap<string, string>): readonly TextSite[] {
  return [...project.services].flatMap(([name, service]) => {
    const path: Path = ['services', name];
    const commandSites = (['entrypoint', 'command'] as const).flatMap((attribute) => wordSites(name, 'command', [...path, attribute], service[attribute] ?? [], 1));
    return [
      ...Object.entries(service.environment ?? {}).flatMap(([key, text]): TextSite[] =>
        text === null || text === '' ? [] : [{ service: name, kind: 'environment', path: [...path, 'environment', key], key, text }],
      ),
      ...commandSites,
      ...checkSites(name, service.healthcheck?.test ?? [], [...path, 'healthcheck', 'test']),
      ...Object.entries(service.labels ?? {}).map(([key, text]): TextSite => ({ service: name, kind: 'label', path: [...path, 'labels', key], key, text })),
      ...(service.configs ?? []).flatMap((reference, i): TextSite[] => {
        const text = configTexts.get(reference.source);
        return text === undefined ? [] : [{ service: name, kind: 'file', path: [...path, 'configs', i], text }];
      }),
      ...(mounts.get(name) ?? []).flatMap((mount) => mountSites(name, mount)),
    ];
  });
}

function wordSites(service: string, kind: TextSite['kind'], path: Path, words: readonly string[], first: number): readonly TextSite[] {
  return words.flatMap((text, i) => (i < first && !text.includes(' ') ? [] : [{ service, kind, path, text }]));
}

function checkSites(service: string, test: readonly string[], path: Path): readonly TextSite[] {
  if (test[0] === 'CMD-SHELL') return wordSites(service, 'healthcheck', path, test.slice(1), 0).map((s) => ({ ...s, text: withoutFirstWord(s.text) }));
  return wordSites(service, 'healthcheck', path, test.slice(1), 1);
}

function withoutFirstWord(line: string): string {
  return line.replace(/^\s*\S+/, '');
}

function mountSites(service: string, mount: ResolvedMount): readonly TextSite[] {
  const files = mount.type === 'file' ? [mount.file] : mount.type === 'directory' ? mount.files : [];
  return files.flatMap((file) => {
    const text = textOf(file.bytes);
    return text === undefined ? [] : [{ service, kind: 'file' as const, path: mount.path, text }];
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
