import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makePlace, NAME, regesta } from './small-chronicle.ts'

test('what is only planned is shown before it is recorded, and has its row in a table with the days that it is planned for', async () => {
  const place = await makePlace()
  const draft = join(place.dir, 'plan.yaml')
  writeFileSync(
    draft,
    `chronicle: ${NAME}
reader: a reader
events:
  - type: SourceRegistered
    subject: source/letter
    payload: { label: letter, published: 2025-02-01, absent: [] }
    evidence: [{ source: source/letter, locator: page 1 }]
  - type: MeetingPlanned
    subject: meeting/2025-06-fisheries
    valid: 2025-02-01
    payload: { kind: talks, name: talks on fishing grounds, window: { edtf: 2025-06, basis: stated } }
    evidence: [{ source: source/letter, locator: page 1 }]
`,
  )
  const { out, err } = await regesta(place, ['record', draft, '--dry-run'])
  expect(err).toBe('')
  expect(out.replace(/\s+/g, ' ')).toMatch(
    /In the state today this would change: .*1 PLANNED, PUT OFF OR CALLED OFF … talks on fishing grounds; planned for 2025-06/,
  )
  await regesta(place, ['record', draft])
  const table = await regesta(place, ['feed', '2025-03-01', '--format', 'csv', '--kinds', 'meeting'])
  expect(table.out).toMatch(
    /^meeting\/2025-06-fisheries,meeting,.*,2025-06-01,2025-06-30,2025-06-01,2025-06-30,planned for/m,
  )
})
