/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

import { mockApi } from './dev/mockApi.ts';
import { classicScripts } from './scripts/classicScript.ts';

/** Formulas need one form of each font: every browser that the application runs in reads WOFF 2. */
const oneFontForm = (): Plugin => ({
  name: 'millrace-one-font-form',
  enforce: 'pre',
  transform: {
    filter: { id: /katex.*\.css$/ },
    handler: (css) => css.replaceAll(/,url\([^)]+\.(?:woff|ttf)\) format\("[a-z]+"\)/g, ''),
  },
});

// `--mode mock` answers /api from dev/ instead of a server, in development and in preview.
export default defineConfig(({ mode }) => ({
  // The server writes the page's addresses out: it knows what a proxy put before them.
  base: './',
  plugins: [react(), oneFontForm(), classicScripts(), ...(mode === 'mock' ? [mockApi()] : [])],
  // Files that tests read.
  assetsInclude: ['**/*.parquet'],
  server: {
    port: 5173,
    proxy: mode === 'mock' ? undefined : { '/api': 'http://127.0.0.1:8080' },
  },
  worker: {
    format: 'es' as const,
    // Its Snappy is WebAssembly that starts by itself, which the policy of the application stops; hyparquet has another.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id: string) => !/hyparquet-compressors|hysnappy/.test(id) },
    },
  },
  build: {
    target: 'es2023',
    // Browsers fetch data: URLs under img-src; our content security policy allows them for images only.
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 1000,
  },
  test: {
    // Tests that need a page say so themselves.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.js'],
    restoreMocks: true,
    // Long enough for a machine that is busy with other work.
    testTimeout: 60_000,
    // The colours are compared with the ones that are computed.
    css: { include: /tokens\.css/ },
  },
}));
