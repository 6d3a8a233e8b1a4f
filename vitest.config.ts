import { defineConfig } from 'vitest/config'

// graphql 17 refuses to mix two copies of itself ("another realm"): every import must resolve to one build.
const conditions = ['module', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/set-up.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes soon on an idle machine, and all the same on a busy one.
    expect: { poll: { timeout: 15_000 } },
  },
})
