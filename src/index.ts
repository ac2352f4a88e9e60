/** The public API: Compose files in, Kubernetes objects and the account of every attribute out. */
export * from './core.ts';
export { nodeHost } from './host/node-host.ts';
export { addObject, AlteredObjectError, ComposeChart, type ComposeChartProps, ComposeError, type ComposeSource } from '../charts/index.ts';
