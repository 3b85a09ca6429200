import { defineConfig } from 'vitest/config';

/** Tests of the built application in Chromium: `npm run build` comes first. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/**/*.test.ts'],
    // What hangs is found; a machine that is busy with other work is not mistaken for it.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    // One browser at a time.
    fileParallelism: false,
  },
});
