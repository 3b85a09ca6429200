import { defineConfig } from 'vitest/config';

/** Tests of the built application in Chromium: `npm run build` comes first. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many times what it takes on a quiet machine.
    expect: { poll: { timeout: 10_000 } },
    // One browser at a time.
    fileParallelism: false,
  },
});
