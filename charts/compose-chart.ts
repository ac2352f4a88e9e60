import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubeObject } from '../src/plan/kubernetes.ts';
import { addObject } from './l1.ts';
import { type ComposeSource, readProject } from './read-project.ts';

/** Either Compose files, or what a conversion of them gave. */
export type ComposeChartProps = ComposeSource | { readonly conversion: { readonly objects: readonly KubeObject[] } };

function keyOf(kind: string, name: string): string {
  return `${kind}/${name}`;
}

/**
 * A cdk8s chart with the Kubernetes objects of a Compose project, to be patched or added to in TypeScript:
 * `new ComposeChart(app, 'shop', { files: ['compose.yaml'] })`.
 * The chart sets no namespace and no labels: cdk8s would put both on cluster-scoped objects, too.
 */
export class ComposeChart extends Chart {
  /** The objects in the order of the conversion. */
  readonly objects: readonly ApiObject[];
  readonly #byName = new Map<string, ApiObject>();

  /**
   * @throws ComposeError if the Compose files are invalid
   * @throws AlteredObjectError if an object cannot be expressed in cdk8s as it is
   */
  constructor(scope: Construct, id: string, props: ComposeChartProps) {
    super(scope, id);
    const { objects } = 'conversion' in props ? props.conversion : readProject(props);
    this.objects = objects.map((object) => {
      const { kind, metadata } = object;
      const constructId =
        metadata.namespace === undefined ? keyOf(kind, metadata.name) : `${keyOf(kind, metadata.name)}@${metadata.namespace}`;
      const added = addObject(this, constructId.replaceAll('/', ':'), object);
      if (!this.#byName.has(keyOf(kind, metadata.name))) this.#byName.set(keyOf(kind, metadata.name), added);
      return added;
    });
  }

  /** The object of a kind by its `metadata.name`, as `object('Deployment', 'web')`. */
  object(kind: string, name: string): ApiObject | undefined {
    return this.#byName.get(keyOf(kind, name));
  }
}
