/** The cdk8s side of the public API: Compose files as a chart of anyone's cdk8s app. */
export { ComposeChart, type ComposeChartProps } from './compose-chart.ts';
export { ComposeError, type ComposeSource } from './read-project.ts';
export { addObject, AlteredObjectError } from './l1.ts';
