#!/usr/bin/env node
/** Where the process begins: from Node 22.8 on, compiled code is kept between runs, which saves a fifth of a small conversion. */
import module from 'node:module';

/** Node 20, which is supported, and its type declarations lack it. */
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();
await import('./main.ts');
