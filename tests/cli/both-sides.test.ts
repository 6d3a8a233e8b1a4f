import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makePlace, type Place, regesta, TEXTS } from './small-chronicle.ts'

/** Who was at a meeting, as `person side role`, and who its line names. */
const MEETINGS: readonly (readonly [key: string, present: readonly string[], named: string])[] = [
  ['head-and-host', ['ada qm host', 'bo qn head'], 'ada, bo'],
  ['head-and-participant', ['ada qm head', 'bo qn participant'], 'ada, bo'],
  ['host-and-participants', ['ada qm host', 'bo qn participant', 'cy qn participant'], 'ada, bo, cy'],
  ['participant-and-head', ['bo qn participant', 'ada qm head'], 'ada, bo'],
  ['lesser-of-a-led-side', ['ada qm head', 'di qm participant', 'bo qn head'], 'ada, bo'],
  ['participants-only', ['ada qm participant', 'bo qn participant'], 'ada, bo'],
  ['one-side', ['ada qm head', 'di qm participant'], 'ada'],
]

let place: Place
beforeAll(async () => {
  place = await makePlace()
  const evidence = 'evidence: [{ source: source/a1, quote: Ada Berg, role: statement }]'
  const people = ['ada qm', 'bo qn', 'cy qn', 'di qm'].map((each) => {
    const [name, side] = each.split(' ')
    return `
  - { type: PersonNamed, subject: person/${name}, payload: { name: ${name} }, valid: { edtf: 2024-03-01, basis: relative }, ${evidence} }
  - { type: OfficeAttested, subject: office/of-${name}, payload: { person: person/${name}, side: ${side}, title: Envoy ${name}, principal: true },
      valid: { edtf: 2024-03-01, basis: relative }, ${evidence} }`
  })
  const meetings = MEETINGS.map(([key, present]) => {
    const participants = present.map((each) => {
      const [person, side, role] = each.split(' ')
      return `{ person: person/${person}, side: ${side}, role: ${role} }`
    })
    return `
  - { type: MeetingHeld, subject: meeting/${key}, payload: { kind: talks, name: ${key}, participants: [${participants.join(', ')}] },
      valid: { edtf: 2024-03-01, basis: relative }, ${evidence} }`
  })
  const draft = join(place.dir, 'both-sides.draft.yaml')
  const events = [...people, ...meetings].join('')
  writeFileSync(draft, `chronicle: arlandia-bolria\nreader: the tests\nevents:${events}\n`)
  expect(await regesta(place, ['record', draft, '--sources', TEXTS])).toMatchObject({ code: 0 })
})

test.each(MEETINGS)('the line of a meeting names both sides: %s', async (key, _, named) => {
  const { out } = await regesta(place, ['as-of', '2024-12-31'])
  const [line = ''] = out.split('● ').filter((each) => each.includes(`${key}`))
  expect(line.replaceAll(/\s+/g, ' ')).toContain(`; ${named} [`)
})
