/** How a project is translated; the defaults are the decisions of the contract. */
export interface ConvertOptions {
  /** Set on every object, and a Namespace is emitted (G-04). */
  readonly namespace?: string;
  readonly hpa: 'auto' | 'all' | 'off';
  readonly liveness: 'auto' | 'always' | 'never';
  readonly wait: 'healthy' | 'all' | 'none';
  readonly secrets: 'inline' | 'placeholder' | 'external';
  readonly expose: 'loadbalancer' | 'nodeport' | 'none';
  readonly requests: 'quarter' | 'equal' | 'zero';
  /** Put before the names of built images that name no registry (L-30). */
  readonly registry?: string;
}

export const defaultOptions: ConvertOptions = {
  hpa: 'auto',
  liveness: 'auto',
  wait: 'healthy',
  secrets: 'inline',
  expose: 'loadbalancer',
  requests: 'quarter',
};
