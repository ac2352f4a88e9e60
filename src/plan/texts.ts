import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Path } from '../source/node-tools.ts';
import { type AliasTable } from './aliases.ts';
import { nameIndex, type NameIndex } from './references/names.ts';
import { type RewrittenText, rewriteText } from './references/rewrite.ts';
import { findMentions, type Mention } from './references/scan.ts';
import { findMentionsInWords, rewriteWords } from './references/words.ts';
import type { ResolvedMount } from './storage/mounts.ts';

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
  readonly port?: number;
  readonly site: TextSite;
}

/** All texts of the project, who mentions whom in them, and their rewriting when names must change (N-02, N-05). */
export class Texts {
  readonly sites: readonly TextSite[];
  readonly references: readonly Reference[];
  readonly #renames: ReadonlyMap<string, string>;
  readonly #ledger: Ledger;

  constructor(sites: readonly TextSite[], aliases: AliasTable, renames: ReadonlyMap<string, string>, ledger: Ledger) {
    this.sites = sites;
    this.#renames = renames;
    this.#ledger = ledger;
    const index = nameIndex([...aliases.values()].map((a) => a.name));
    this.references = sites.flatMap((site) =>
      mentionsIn(site, index).flatMap((mention) =>
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
  rewrite(text: string, path: Path, options: { readonly key?: string; readonly file?: string } = {}): string {
    if (this.#renames.size === 0) return text;
    const scan = options.file === undefined ? {} : { kind: 'file' as const };
    const result = rewriteText(text, this.#renames, { ...scan, ...(options.key !== undefined && { key: options.key }) });
    this.#account(result, path, options.file);
    return result.text;
  }

  /** The words of a command or check; the first is a program, never a host (N-11). */
  rewriteWords(words: readonly string[], path: Path, kind: 'command' | 'check'): readonly string[] {
    if (this.#renames.size === 0) return words;
    const result = rewriteWords(words, this.#renames, kind);
    this.#account(result, path, undefined);
    return result.words;
  }

  #account(result: Pick<RewrittenText, 'replacements' | 'notRewritten'>, path: Path, file: string | undefined): void {
    const where = file === undefined ? '' : ` in ${file}`;
    for (const { from, to } of result.replacements) this.#ledger.differs(path, 'N-05', `the host ${from} is called ${to} in the cluster, and was rewritten${where}`);
    for (const { name } of result.notRewritten) {
      this.#ledger.differs(path, 'N-05', `${name} equals a name that changes, does not look like a host${where}, and was not rewritten`);
    }
  }
}

function mentionsIn(site: TextSite, index: NameIndex): readonly Mention[] {
  if (typeof site.text !== 'string') return findMentionsInWords(site.text, index, site.kind === 'check' ? 'check' : 'command');
  return findMentions(site.text, index, { ...(site.key !== undefined && { key: site.key }), ...(site.kind === 'file' && { kind: 'file' }) });
}

/** Every text of the active services. */
export function collectTexts(project: Project, mounts: ReadonlyMap<string, readonly ResolvedMount[]>, configTexts: ReadonlyMap<string, string>): readonly TextSite[] {
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
      ...(service.healthcheck?.test ? [{ service: name, kind: 'check' as const, path: [...path, 'healthcheck', 'test'], text: service.healthcheck.test }] : []),
      ...Object.entries(service.labels ?? {}).map(([key, text]): TextSite => ({ service: name, kind: 'label', path: [...path, 'labels', key], key, text })),
      ...(service.configs ?? []).flatMap((reference, i): TextSite[] => {
        const text = configTexts.get(reference.source);
        return text === undefined ? [] : [{ service: name, kind: 'file', path: [...path, 'configs', i], text, file: reference.source }];
      }),
      ...(mounts.get(name) ?? []).flatMap((mount) => mountSites(name, mount)),
    ];
  });
}

function mountSites(service: string, mount: ResolvedMount): readonly TextSite[] {
  const files = mount.type === 'file' ? [mount.file] : mount.type === 'directory' ? mount.files : [];
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
