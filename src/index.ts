/** The public API: Compose files in, Kubernetes objects and the account of every attribute out. */
export * from './core.ts';
export { nodeHost } from './host/node-host.ts';
export * from '../charts/index.ts';
