import { defineConfig } from 'vitest/config'

const slow = { testTimeout: 120_000, hookTimeout: 180_000 }

/** One project per part of `npm test`. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: ['tests/support/properties.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,db,electron,renderer,scripts,web}/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          // The modules of the program are loaded once a worker, not once a file: a third of the time.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      { test: { name: 'papers', include: ['tests/papers/**/*.test.ts'], ...slow } },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          // the window that opens after a repair is the built one
          globalSetup: ['tests/e2e/build.ts'],
          ...slow,
        },
      },
      { test: { name: 'exploit', include: ['tests/exploit/**/*.test.ts'], ...slow } },
      { test: { name: 'migrations', include: ['tests/migrations/**/*.test.ts'], ...slow } },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/build.ts'],
          fileParallelism: false,
          ...slow,
        },
      },
    ],
  },
})
