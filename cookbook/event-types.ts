import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventTypesPage } from '../src/domain/index.ts'
import { bilateral } from '../src/domains/index.ts'

export const EVENT_TYPES = join(import.meta.dirname, '..', 'docs', 'event-types.md')

/** `node cookbook/event-types.ts`: writes the page. */
if (import.meta.main) await writeFile(EVENT_TYPES, eventTypesPage(bilateral))

/** The page as it stands. */
export function readEventTypes(): Promise<string> {
  return readFile(EVENT_TYPES, 'utf8')
}
