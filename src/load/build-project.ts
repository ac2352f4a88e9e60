import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Consumed, Project } from '../model/project.ts';
import type { MapNode, Node } from '../source/node.ts';
import { toPlain } from '../source/node-tools.ts';
import { entriesAt } from './make-node.ts';
import type { ProjectEnvironment } from './project-environment.ts';

export interface ProjectParts {
  readonly name: string;
  readonly nameSource: Project['nameSource'];
  readonly directory: string;
  readonly tree: MapNode;
  readonly environment: ProjectEnvironment;
  readonly inactive: Project['inactive'];
  readonly unasked: Project['unasked'];
  readonly consumed: readonly Consumed[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The typed project over a canonical tree. */
export function buildProject(parts: ProjectParts): Project {
  const { tree, environment, ...rest } = parts;
  return {
    ...rest,
    tree,
    services: typed(tree, 'services'),
    networks: typed(tree, 'networks'),
    volumes: typed(tree, 'volumes'),
    secrets: typed(tree, 'secrets'),
    configs: typed(tree, 'configs'),
    models: typed(tree, 'models'),
    environment: new Map([...environment.variables].map(([name, { value }]) => [name, value])),
    environmentFromFiles: environment.fromFiles,
  };
}

/** The resources of one kind as plain data: the schema and the steps before made sure that they have the type. */
function typed<T>(tree: MapNode, kind: string): ReadonlyMap<string, T> {
  const resources = new Map<string, T>();
  for (const [name, { value }] of entriesAt(tree, kind)) resources.set(name, plainResource(value) as T);
  return resources;
}

function plainResource(node: Node): unknown {
  return toPlain(node);
}
