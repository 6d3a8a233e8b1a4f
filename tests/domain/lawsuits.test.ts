import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labelOf, sectionsOf } from '../../src/domain/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import type { Envelope, Payload } from '../../src/event/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { startServer } from '../../src/server/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { regesta, temporaryFolder } from '../cli/small-chronicle.ts'
import { lawsuits } from './lawsuits.ts'

const NAME = 'smith-v-jones'
const MODULE = join(import.meta.dirname, 'lawsuits.ts')
const evidence = [{ source: 'source/reports', locator: 'page 1', role: 'statement' }] as const

function told(type: string, subject: string, payload: Payload, edtf?: string): Envelope {
  const valid = edtf === undefined ? {} : { valid: { edtf, basis: 'stated' as const } }
  return { chronicle: NAME, version: 1, type, subject, payload, evidence, ...valid }
}

const SOURCE = told('SourceRegistered', 'source/reports', {
  label: 'reports',
  published: { edtf: '2025-12-31', basis: 'stated' },
  absent: [],
})

const EVENTS = [
  SOURCE,
  told('JudgeNamed', 'judge/coke', { name: 'Coke' }, '2024-01-10'),
  told(
    'CaseFiled',
    'case/smith-v-jones',
    { title: 'Smith v. Jones', plaintiff: 'gb', court: 'district', topics: ['a fence'] },
    '2024-01-10',
  ),
  told('HearingHeld', 'hearing/first', { case: 'case/smith-v-jones', judges: ['judge/coke'] }, '2024-06-01'),
  told(
    'JudgmentGiven',
    'judgment/final',
    { case: 'case/smith-v-jones', holding: 'the fence stays' },
    '2025-02-01',
  ),
]

async function openOf(
  name: string,
  domain: typeof lawsuits,
  events: readonly Envelope[],
): Promise<Chronicle> {
  const chronicle = await openChronicle({
    name,
    vocabulary: domain.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-06-01T00:00:00Z'),
  })
  if (events.length > 0) await chronicle.record({ name: 'first', events })
  return chronicle
}

describe('a domain in one module', () => {
  let suit: Chronicle
  let server: Awaited<ReturnType<typeof startServer>>
  const ask = async (path: string, query: string) => {
    const response = await fetch(new URL(path, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return (await response.json()) as { data?: unknown; errors?: { message: string }[] }
  }

  beforeAll(async () => {
    suit = await openOf(NAME, lawsuits, EVENTS)
    const other = await openOf('two-countries', bilateral, [])
    server = await startServer({
      port: 0,
      apis: [
        { schema: createSchema(bilateral), chronicles: new Map([[other.name, other]]) },
        { path: '/graphql/lawsuits', schema: createSchema(lawsuits), chronicles: new Map([[NAME, suit]]) },
      ],
    })
  })
  afterAll(() => server.stop(0))

  test('is asked as of a day, beside the bilateral one', async () => {
    const { data, errors } = await ask(
      '/graphql/lawsuits',
      `{ lawsuit(id: "${NAME}") { asOf(date: "2024-07-01") {
        cases(court: [DISTRICT], stage: ["heard"]) { headline title court stages certainty }
        hearings(judge: "Coke") { headline judges { names } }
        judgments { holding }
        happened(among: [JUDGMENT]) { certainty }
      } } }`,
    )
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      lawsuit: {
        asOf: {
          cases: [
            {
              headline: 'Smith v. Jones, district court',
              title: 'Smith v. Jones',
              court: 'DISTRICT',
              stages: ['heard'],
              certainty: 'DEFINITELY',
            },
          ],
          hearings: [{ headline: 'hearing of Smith v. Jones, 2024-06-01', judges: [{ names: ['Coke'] }] }],
          judgments: [],
          happened: { certainty: 'UNKNOWN' },
        },
      },
    })
    expect(await ask('/graphql', '{ relationships { id } }')).toMatchObject({
      data: { relationships: [{ id: 'two-countries' }] },
    })
  })

  test('is compared', async () => {
    const { data } = await ask(
      '/graphql/lawsuits',
      `{ lawsuit(id: "${NAME}") { compare(from: { date: "2024-07-01" }, to: { date: "2025-12-31" }) {
        cases { change causes fields { field } } judgments { change is { holding } }
      } } }`,
    )
    expect(data).toEqual({
      lawsuit: {
        compare: {
          cases: [{ change: 'CHANGED', causes: ['WORLD_CHANGED'], fields: [{ field: 'stage' }] }],
          judgments: [{ change: 'ADDED', is: { holding: 'the fence stays' } }],
        },
      },
    })
  })

  test('a chronicle that is asked at the wrong one is told where it is', async () => {
    const { errors } = await ask('/graphql', `{ relationship(id: "${NAME}") { position } }`)
    expect(errors?.[0]?.message).toBe(
      `argument "id": "${NAME}" is no chronicle here; it is served at /graphql/lawsuits`,
    )
  })

  test('its headlines and pages come of the declaration', () => {
    const state = suit.asOf({ date: parseDay('2025-12-31') })
    const [judgment] = state.list('judgment')
    if (judgment === undefined) throw new Error('no judgment')
    expect(labelOf(lawsuits, state, judgment)).toBe('judgment in Smith v. Jones, the fence stays, 2025-02-01')
    expect(
      sectionsOf(lawsuits, state, { all: true }).map(({ heading, lines }) => [heading, lines.length]),
    ).toEqual([
      ['Cases', 1],
      ['Hearings', 1],
      ['Judgments', 1],
      ['Judges', 1],
    ])
  })

  test('is recorded to and printed by the command line with --domain', async () => {
    const dir = temporaryFolder()
    const place = { dir, events: join(dir, 'events'), ledger: join(dir, 'ledger.sqlite') }
    mkdirSync(place.events)
    const draft = join(dir, 'first.draft.yaml')
    writeFileSync(draft, draftOf(EVENTS))
    const recorded = await regesta(place, ['record', draft, '--chronicle', NAME, '--domain', MODULE])
    expect(recorded).toMatchObject({ code: 0, err: '' })
    expect(recorded.out).toContain('Smith v. Jones')
    const page = await regesta(place, ['as-of', '2025-12-31', '--domain', MODULE])
    expect(page.out).toContain('CASES')
    expect(page.out).toContain('● Smith v. Jones; decided; a fence [reports page 1]')
    const compared = await regesta(place, ['compare', '2024-07-01', '2025-12-31', '--domain', MODULE])
    expect(compared.out).toContain('stage: heard → decided (the world changed)')
    const asJson = await regesta(place, ['as-of', '2025-12-31', '--json', '--domain', MODULE])
    expect(JSON.parse(asJson.out).hearings).toHaveLength(1)
  })
})

/** A draft of these events, in JSON, which is YAML. */
function draftOf(events: readonly Envelope[]): string {
  return JSON.stringify({
    chronicle: NAME,
    reader: 'the tests',
    events: events.map(({ chronicle: _, version: __, ...event }) => event),
  })
}
