import { graphql } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { draftJsonSchema } from '../../src/archive/index.ts'
import { checkDomain, domain, labelOf, sectionsOf } from '../../src/domain/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import type { Envelope, Payload } from '../../src/event/index.ts'
import { feedOf } from '../../src/exchange/index.ts'
import { createSchema, operationContext } from '../../src/graphql/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { requestFor } from '../exchange/requests.ts'
import { ambassador } from './ambassador.ts'

const NAME = 'two-countries'

/** A copy of the bilateral domain with one kind more: one line in its list. */
const withAmbassadors = domain('with-ambassadors', {
  chronicle: { type: 'Relationship', field: 'relationship', list: 'relationships' },
  kinds: [...bilateral.kinds, ambassador],
})

const evidence = [{ source: 'source/gazette', locator: 'page 1', role: 'statement' }] as const

function told(type: string, subject: string, payload: Payload, edtf?: string): Envelope {
  const valid = edtf === undefined ? {} : { valid: { edtf, basis: 'stated' as const } }
  return { chronicle: NAME, version: 1, type, subject, payload, evidence, ...valid }
}

describe('a kind that is added in one file and one line of a list', () => {
  let chronicle: Chronicle
  const ask = (source: string) =>
    graphql({
      schema: createSchema(withAmbassadors),
      source,
      contextValue: operationContext(new Map([[NAME, chronicle]])),
    })

  beforeAll(async () => {
    chronicle = await openChronicle({
      name: NAME,
      vocabulary: withAmbassadors.vocabulary,
      ledger: openMemoryLedger(),
      clock: fixedClock('2026-06-01T00:00:00Z'),
    })
    const post = 'ambassador/ito-in-hanoi'
    const published = { edtf: '2026-01-01', basis: 'stated' }
    await chronicle.record({
      name: 'first',
      events: [
        told('SourceRegistered', 'source/gazette', { label: 'gazette', published, absent: [] }),
        told('PersonNamed', 'person/ito', { name: 'Ito Naoki' }, '2022-05-01'),
        told(
          'AmbassadorAppointed',
          post,
          { holder: 'person/ito', sends: 'jp', receives: 'vn' },
          '2022-05-01',
        ),
        told('AmbassadorReceived', post, { on: { edtf: '2022-07-04', basis: 'stated' } }, '2022-07-04'),
        told('AmbassadorRecalled', post, { reason: 'end of term' }, '2025-03-31'),
      ],
    })
  })

  test('has nothing wrong with it', () => {
    expect(checkDomain(withAmbassadors)).toEqual([])
  })

  test('is asked by GraphQL with the filters of its roles', async () => {
    const { data, errors } = await ask(`{ relationship(id: "${NAME}") { asOf(date: "2023-01-01") {
      ambassadors(person: "ito naoki", side: ["jp"], addressee: "vn") {
        headline serving sends receives holder { names } credentials { edtf } certainty
      }
      none: ambassadors(side: ["vn"]) { headline }
      count(kind: "ambassador") { definite }
    } } }`)
    expect(errors).toBeUndefined()
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      relationship: {
        asOf: {
          ambassadors: [
            {
              headline: 'Ito Naoki, ambassador of Japan to Viet Nam',
              serving: ['accredited'],
              sends: 'jp',
              receives: 'vn',
              holder: { names: ['Ito Naoki'] },
              credentials: { edtf: '2022-07-04' },
              certainty: 'DEFINITELY',
            },
          ],
          none: [],
          count: { definite: 1 },
        },
      },
    })
  })

  test('is compared', async () => {
    const { data } = await ask(`{ relationship(id: "${NAME}") {
      compare(from: { date: "2023-01-01" }, to: { date: "2025-12-31" }) {
        ambassadors { change causes is { serving } fields { field } }
      }
    } }`)
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      relationship: {
        compare: {
          ambassadors: [
            {
              change: 'CHANGED',
              causes: ['WORLD_CHANGED'],
              is: { serving: ['recalled'] },
              fields: [{ field: 'serving' }, { field: 'reason' }],
            },
          ],
        },
      },
    })
  })

  test('is printed', () => {
    const state = chronicle.asOf({ date: parseDay('2023-01-01') })
    const section = sectionsOf(withAmbassadors, state, { all: false }).find(
      ({ heading }) => heading === 'Ambassadors',
    )
    expect(section?.lines[0]?.pieces.filter((piece) => typeof piece === 'string').join('')).toBe(
      'Ito Naoki; accredited; 2022-07-04',
    )
    const [item] = state.list('ambassador')
    expect(item && labelOf(withAmbassadors, state, item)).toBe('Ito Naoki, ambassador of Japan to Viet Nam')
  })

  test('is in feeds', async () => {
    const { entries } = await feedOf(requestFor(chronicle))
    expect(entries.find(({ tags }) => tags.includes('Ambassadors'))).toMatchObject({
      headline: 'Ito Naoki, ambassador of Japan to Viet Nam',
    })
  })

  test('is in the JSON Schema that completes drafts', () => {
    const schema = JSON.stringify(draftJsonSchema(withAmbassadors.vocabulary.catalogue))
    for (const type of ['AmbassadorAppointed', 'AmbassadorReceived', 'AmbassadorRecalled'])
      expect(schema).toContain(`"${type}"`)
  })
})
