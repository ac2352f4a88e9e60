import { join } from 'node:path';
import { App, JsonPatch } from 'cdk8s';
import { ComposeChart } from 'waybill';

/** Changes one workload as any construct of cdk8s; `x-waybill: {patch: …}` does the same in the Compose file. */
export function createPatchedApp(outdir: string): App {
  const app = new App({ outdir });
  const shop = new ComposeChart(app, 'shop', { files: [join(import.meta.dirname, 'compose.yaml')] });
  shop.object('Deployment', 'api')?.addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'business-critical'));
  shop.object('Deployment', 'api')?.metadata.addAnnotation('example.com/on-call', 'checkout');
  return app;
}
