import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { askOf, at } from '../graphql/ask.ts'
import { json, makePlace, type Place, regesta, TEXTS } from './small-chronicle.ts'

let place: Place

const evidence = (source: string) => `evidence: [{ source: source/${source}, locator: p. 1, role: title }]`

function office(ref: string, key: string, title: string, source: string, person: string, on: string): string {
  return `
  - { ref: ${ref}, type: OfficeAttested, subject: office/${key}, valid: { edtf: "${on}", basis: stated },
      payload: { person: person/${person}, side: qn, title: ${title}, principal: true }, ${evidence(source)} }`
}

function named(ref: string, person: string): string {
  return `
  - { ref: ${ref}, type: PersonNamed, subject: person/${person}, payload: { name: ${person} }, ${evidence('p')} }`
}

function joined(type: 'same' | 'distinct', a: string, b: string, premises: string): string {
  return `
  - { type: ${type === 'same' ? 'IdentityAsserted' : 'IdentityDenied'}, subject: ${a},
      payload: { ${type}: [${a}, ${b}], reason: so it is }, premises: [${premises}] }`
}

function source(key: string): string {
  return `
  - { type: SourceRegistered, subject: source/${key}, ${evidence(key).replace('title', 'date')},
      payload: { label: ${key}, published: { edtf: "2025-01-01", basis: stated }, absent: [] } }`
}

beforeAll(async () => {
  place = await makePlace()
  const draft = join(place.dir, 'disagreements.draft.yaml')
  const events = [
    source('p'),
    source('q'),
    // Sameness asserted and denied.
    named('ana', 'ana'),
    named('bea', 'bea'),
    joined('same', 'person/ana', 'person/bea', 'ana, bea'),
    joined('distinct', 'person/ana', 'person/bea', 'ana, bea'),
    // One office, two holders in turn; another, two on one day; a third, one holder under two keys.
    office('t1', 'turn', 'Clerk', 'p', 'first', '2024-01-01'),
    office('t2', 'turn', 'Clerk', 'q', 'second', '2024-01-02'),
    office('b1', 'both', 'Keeper', 'p', 'third', '2024-01-01'),
    office('b2', 'both', 'Keeper', 'q', 'fourth', '2024-01-01'),
    office('k1', 'keys', 'Warden', 'p', 'fifth', '2024-01-01'),
    office('k2', 'keys', 'Warden', 'q', 'fifth-again', '2024-01-01'),
    joined('same', 'person/fifth', 'person/fifth-again', 'k1, k2'),
    // Two titles of one post, as an event with its reason says; and two that nothing joins, of different times.
    office('o1', 'post', 'Vice Minister', 'p', 'sixth', '2024-01-01'),
    office('o2', 'same-post', 'Deputy Minister', 'q', 'sixth', '2024-01-01'),
    joined('same', 'office/post', 'office/same-post', 'o1, o2'),
    office('d1', 'short', 'Envoy', 'p', 'seventh', '2024-01-01'),
    office('d2', 'long', 'Envoy for Lighthouses', 'q', 'seventh', '2024-03-01'),
    // One title in two spellings.
    office('s1', 'spelled', 'Minister of Defence', 'p', 'eighth', '2024-01-01'),
    office('s2', 'spelled-too', 'MINISTER OF DEFENSE', 'q', 'eighth', '2024-01-01'),
  ]
  writeFileSync(draft, `chronicle: arlandia-bolria\nreader: the tests\nevents:${events.join('')}\n`)
  expect(await regesta(place, ['record', draft, '--sources', TEXTS])).toMatchObject({ code: 0 })
})

const FOUND: readonly (readonly [subject: string, field: string, kind: string])[] = [
  // Of the small chronicle itself.
  ['meeting/2025-01-14-fisheries', 'city', 'conflict'],
  ['office/both', 'holder', 'conflict'],
  ['person/ana', 'identity', 'conflict'],
  ['person/seventh', 'title', 'tension'],
]

describe('what disagrees, and what does not', () => {
  test('in the JSON of a state', async () => {
    const { conflicts } = await json(place, ['as-of', '2025-02-01'])
    const found = Array.isArray(conflicts) ? conflicts : []
    expect(found.map(({ subject, field, kind }) => [subject, field, kind]).sort()).toEqual(FOUND)
  })

  test('on its page', async () => {
    const { out } = await regesta(place, ['as-of', '2025-02-01'])
    const inOneLine = out.replace(/\s+/g, ' ')
    expect(inOneLine).toContain('≠ ana, identity: “ana and bea are the same”')
    expect(inOneLine).toContain('against “ana and bea are not the same”')
    expect(out.match(/≠/g)).toHaveLength(FOUND.length)
  })

  test('in the API, by either subject and by its field', async () => {
    const { chronicle, close } = await openRegesta({
      vocabulary: bilateral.vocabulary,
      mode: 'read',
      eventsDir: place.events,
      ledgerPath: place.ledger,
    })
    const ask = askOf(createSchema(bilateral), chronicle)
    const conflicts = async (args: string) => {
      const { data, errors } = await ask(
        `{ relationship(id: "arlandia-bolria") { asOf(date: "2025-02-01") { conflicts${args} {
          kind certainty subject field item { subject } sides { value sources { label } because { type } } } } } }`,
      )
      expect(errors).toEqual([])
      return at(data, 'relationship', 'asOf', 'conflicts')
    }
    expect(await conflicts('')).toHaveLength(FOUND.length)
    const pair = ['person/ana', 'person/bea']
    for (const args of ['(field: "identity")', '(subject: "person/ana")', '(subject: "person/bea")'])
      expect(await conflicts(args)).toMatchObject([
        {
          kind: 'CONFLICT',
          certainty: 'DEFINITELY',
          field: 'identity',
          sides: [
            { value: { same: pair }, because: [{ type: 'IdentityAsserted' }] },
            { value: { distinct: pair }, because: [{ type: 'IdentityDenied' }] },
          ],
        },
      ])
    await close()
  })
})
