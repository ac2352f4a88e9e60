/** The app behind `npx cdk8s synth`: an example as manifests, with cdk8s' own writer. */
import { App, YamlOutputType } from 'cdk8s';
import { ComposeChart } from './compose-chart.ts';

const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_CHART });
new ComposeChart(app, 'messenger', { files: ['examples/messenger/compose.yaml'] });
app.synth();
