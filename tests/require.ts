import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Something outside the project that some tests need: what it is called, and whether it is there. */
export type Need = { readonly name: string; readonly there: boolean }

/** The texts of the sources: they belong to their publishers and are not in the project. */
export const SOURCES =
  process.env.REGESTA_SOURCES || join(import.meta.dirname, '..', '..', 'shared', 'sources')

export const texts: Need = { name: 'the texts of the sources (REGESTA_SOURCES)', there: existsSync(SOURCES) }

/**
 * Tests that need something from outside. Where it is missing they are reported as skipped, with what they need
 * in their name; under REGESTA_REQUIRE=all that is a failure.
 */
export function describeWith(need: Need, title: string, body: () => void): void {
  if (need.there) describe(title, body)
  else if (process.env.REGESTA_REQUIRE === 'all')
    test(`${title} needs ${need.name}`, () => expect.fail(`${need.name} must be there, and is not`))
  else describe.skip(`${title} (needs ${need.name})`, body)
}
