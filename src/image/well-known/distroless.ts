import type { ImageFacts } from '../image-facts.ts';
import { debianUsers, read, same } from './row.ts';

/** Images below `distroless/` differ in their libraries only: no shell but in `debug` tags, 65532 in `nonroot` tags. */
export function distrolessFacts(tag: string): ImageFacts {
  const nonroot = same(65532);
  return {
    ports: [],
    ...(/nonroot/.test(tag) ? nonroot : same(0)),
    users: { nobody: debianUsers.nobody, nonroot },
    dataDirectories: [],
    shell: /debug/.test(tag),
    ...(!/debug/.test(tag) && { lacks: ['curl', 'wget'] }),
    healthcheck: 'none',
    source: 'GoogleContainerTools/distroless conventions; number of nonroot: tektoncd/pipeline pull request 3342',
    read,
  };
}
