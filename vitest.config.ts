import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // The examples import the package by its name.
  resolve: { alias: { 'waybill/core': source('src/core.ts'), waybill: source('src/index.ts') } },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'charts/**/*.ts'], exclude: ['src/generated/**'] },
  },
});
