import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { imageKeys, type ImageMetadata, readImageMetadata } from '../image/image-metadata.ts';
import { type Host, HostError } from '../source/host.ts';
import { isAbsolute, join } from '../source/posix-path.ts';

/** What the files of `--image-metadata` say, by the names of images (H-02). */
export interface MetadataIndex {
  /** @param references the names of an image of the project: the written one, and the one that it is pulled by */
  readonly find: (references: readonly string[]) => ImageMetadata | undefined;
  /** What is wrong with the files; images that no service runs are known when every service has been looked up. */
  readonly problems: () => readonly Diagnostic[];
}

export function readMetadataFiles(files: readonly string[], host: Host): MetadataIndex {
  const unreadable: Diagnostic[] = [];
  const byName = new Map<string, ImageMetadata>();
  const images = new Set<ImageMetadata>();
  const used = new Set<ImageMetadata>();
  for (const file of files) {
    const text = readText(file, host);
    if (typeof text !== 'string') {
      unreadable.push(diagnostic('image-metadata-unreadable', {}, { file, reason: text.reason }));
      continue;
    }
    const read = readImageMetadata({ path: file, text });
    for (const { span, reason } of read.problems) unreadable.push(diagnostic('image-metadata-malformed', { span }, { file, reason }));
    for (const image of read.images) {
      images.add(image);
      for (const name of image.names) byName.set(name, image);
    }
  }
  return {
    find(references) {
      for (const name of references.flatMap(imageKeys)) {
        const found = byName.get(name);
        if (!found) continue;
        used.add(found);
        return found;
      }
      return undefined;
    },
    problems: () => [
      ...unreadable,
      ...[...images]
        .filter((image) => !used.has(image))
        .map((image) => diagnostic('image-metadata-unused', { span: image.span }, { image: image.title })),
    ],
  };
}

/** UTF-8, or what PowerShell makes of redirected output. */
function readText(file: string, host: Host): string | HostError {
  try {
    const bytes = host.readFile(isAbsolute(file) ? file : join(host.cwd, file));
    const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}
