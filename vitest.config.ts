import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// graphql 17 refuses to mix two copies of itself ("another realm"): every import must resolve to one build.
const conditions = ['module', 'node']

/** Files that put other modules in the place of ours: those must be loaded anew. */
const ALONE = ['tests/stores/engine.test.ts', 'tests/stores/no-links.test.ts']

/** Files that take long, whatever their size: begun last, they would be waited for alone. */
const LONG = [
  'torture/sqlite',
  'server/chronicles',
  'cluster/cluster',
  'cluster/failover',
  'package/package',
  'web/compare',
  'web/state',
  'web/axe',
  'web/live',
  'graphql/look-ahead',
  'server/cache/while-recorded',
  'state/cache-bytes',
  'streams/slow',
  'oracle/oracle',
  'server/playground',
  'server/slow',
  'server/access',
  'archive/seal-transaction',
  'stores/postgres-lost',
  'stores/postgres-standby',
  'stores/postgres-trouble',
  'cli/verify-postgres',
]

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) =>
      LONG.some((name) => moduleId.endsWith(`tests/${name}.test.ts`))
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    globalSetup: ['tests/set-up.ts'],
    setupFiles: ['tests/each-file.ts'],
    // More than there are cores: much of the time is spent waiting for other processes.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFirst },
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
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...ALONE, '**/node_modules/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})
