import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// graphql 17 refuses to mix two copies of itself ("another realm"): every import must resolve to one build.
const conditions = ['module', 'node']

/** Files that put other modules in the place of ours: those must be loaded anew. */
const ALONE = ['tests/stores/engine.test.ts', 'tests/stores/no-links.test.ts']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    globalSetup: ['tests/set-up.ts'],
    setupFiles: ['tests/each-file.ts'],
    // More than there are cores: much of the time is spent waiting for other processes.
    maxWorkers: availableParallelism() + 1,
    restoreMocks: true,
    // Each program that is started would compile the sources again.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.compile-cache') },
    // Only what would never end is ended: how long something takes depends on what else the machine does.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What is waited for comes soon on an idle machine, and all the same on a busy one.
    expect: { poll: { timeout: 120_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['tests/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})
