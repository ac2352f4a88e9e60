import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { KubeResourceQuota } from 'cdk8s-plus-28/lib/imports/k8s.js';
import { ComposeChart, ComposeError } from 'waybill';

const file = join(import.meta.dirname, 'compose.yaml');

/** A Compose project as one chart of an app that has others. */
export function createApp(outdir: string): App {
  const app = new App({ outdir });
  try {
    new ComposeChart(app, 'shop', { files: [file], options: { namespace: 'shop', expose: 'ingress', domain: 'example.com' } });
  } catch (error) {
    // Invalid input, or something refused that is not among `accept`: a line for each, with its place.
    if (error instanceof ComposeError) console.error(error.message);
    throw error;
  }
  const limits = new Chart(app, 'limits', { namespace: 'shop' });
  new KubeResourceQuota(limits, 'quota', { spec: { hard: {} } });
  return app;
}
