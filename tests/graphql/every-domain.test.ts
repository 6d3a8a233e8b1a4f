import { type GraphQLSchema, isInterfaceType, isObjectType, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import type { Envelope, Payload } from '../../src/event/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { lawsuits } from '../domain/lawsuits.ts'
import { type Ask, askOf, at, openCorpus } from './ask.ts'
import { librarySchema } from './library-api.ts'

/* What a front end asks that knows no domain: the very same documents on the schema of each. */

const POINTED = '$id: ID!, $date: Date, $known: Date, $position: Int, $trust: Trust'
const POINT = 'date: $date, knownAt: $known, position: $position, trusting: $trust'
const FILTERS = '$kinds: [String!], $search: String, $source: ID, $subject: String, $valid: DateRange'
const FILTERED = 'kinds: $kinds, search: $search, source: $source, subject: $subject, valid: $valid'
const CITED = 'source { id subject label } start end quote locator role'

const DOCUMENTS = {
  chronicles: '{ chronicles(atMost: 10) { id title question position root { root } } }',
  state: `query ($id: ID!, $date: Date, $known: Date, $certainty: [Certainty!]! = [DEFINITELY, POSSIBLY]) {
    chronicle(id: $id, atLeast: 0) { id position asOf(date: $date, knownAt: $known) {
      point { date knownAt position recordedAt trusting { only sides without } } recordEnds
      items(certainty: $certainty, first: 50, order: VALID_DESC, known: { from: "1900-01-01" }) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { __typename id subject headline certainty likely when { edtf } known { edtf } singleSource }
      }
      previousChange { date } nextChange { date }
    } }
  }`,
  search: `query (${POINTED}, ${FILTERS}) { chronicle(id: $id) { asOf(${POINT}) {
    items(${FILTERED}, first: 20) { edges { cursor node { subject headline } } }
    facets(${FILTERED}) { total { definite possible } by(what: ["kinds", "years"]) { keys count { definite possible } } }
    conflicts(${FILTERED}) { kind subject field certainty sides { value sources { label } evidence { ${CITED} } } }
    singleSource(${FILTERED}) { subject }
    noted(search: $search, source: $source) { subject kind summary about { subject } evidence { ${CITED} } }
  } } }`,
  thing: `query (${POINTED}, $subject: String!) { chronicle(id: $id) { asOf(${POINT}) { ... on State {
    item(subject: $subject) {
      id headline certainty aliases why { type digest } because { id type valid { edtf } evidence { ${CITED} } }
      sources { label citation published { edtf open } }
      claims { field certainty values { value certainty evidence { ${CITED} } } }
    }
  } } } }`,
  whyNot: `query ($id: ID!, $subject: String!, $point: PointInput!) { chronicle(id: $id) {
    whyNot(subject: $subject, point: $point) { event { type } hiddenBy { by through { type } } }
  } }`,
  compare: `query ($id: ID!, $from: PointInput!, $to: PointInput!, ${FILTERS}) { chronicle(id: $id) {
    compare(from: $from, to: $to) {
      from { point { date } } to { point { date } ... on State { recordEnds } }
      differences(${FILTERED}, first: 20) { totalCount nodes {
        change causes subject before { headline } after { headline certainty }
        fields { field was { values { value } } is { certainty } because { type } } because { id type recordedAt }
      } }
    }
  } }`,
  timeline: `query (${POINTED}, ${FILTERS}, $after: String) { chronicle(id: $id) {
    timeline(knownAt: $known, ${FILTERED}, types: ["SourceRegistered"], order: RECORDED_DESC, first: 5, after: $after) {
      totalCount nodes { id type subject position valid { edtf } item { headline } }
    }
    asOf(${POINT}) { recordEnds }
  } }`,
  sources: `query ($id: ID!, $known: Date) { chronicle(id: $id) {
    sources(knownAt: $known, order: KNOWN_ASC, first: 10) { nodes { label title side published { edtf open } citation } }
  } }`,
  source: `query (${POINTED}, $source: ID!, $after: String) { chronicle(id: $id) { asOf(${POINT}) { source(id: $source) {
    id label title citation coverage { sentences withEvents setAside uncovered }
    passages(first: 10, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
      from to locator quote evidence { start end role } events { type item { subject headline } }
      setAside { reason note } noted { kind summary }
    } }
  } } } }`,
  words: `query (${POINTED}, $subject: String!) { chronicle(id: $id) { asOf(${POINT}) { item(subject: $subject) {
    evidence { ${CITED} passage { before quote after from to events { item { subject headline } } } }
  } } } }`,
  changes: `query ($id: ID!) { chronicle(id: $id) {
    previousChange(on: KNOWN, date: "2025-05-01") { knownAt } nextChange(on: RECORDED, position: 1) { position }
  } }`,
  follow:
    'subscription ($id: ID!, $after: Int) { events(chronicle: $id, after: $after) { position root event { type } } }',
} as const

const SCHEMAS: readonly (readonly [string, GraphQLSchema])[] = [
  ['bilateral', createSchema(bilateral)],
  ['lawsuits', createSchema(lawsuits)],
  ['library, made by hand', librarySchema],
]

describe.each(SCHEMAS)('the schema of %s', (_, schema) => {
  test.each(Object.entries(DOCUMENTS))('takes the document that asks for %s', (_name, document) => {
    expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([])
  })

  test.each(['Chronicle', 'State'])(
    'has one type of %s, which has all of its fields with the same types',
    (name) => {
      const common = schema.getType(name)
      if (!isInterfaceType(common)) throw new TypeError(`${name} is no interface`)
      const [own, ...others] = schema.getPossibleTypes(common)
      expect(others).toEqual([])
      if (!isObjectType(own)) throw new TypeError(`${name} has no type`)
      const inState = new Set(['State', '[State!]'])
      for (const [field, { type }] of Object.entries(common.getFields()))
        if (!inState.has(String(type)))
          expect([field, String(own.getFields()[field]?.type)]).toEqual([field, String(type)])
    },
  )
})

test('Chronicle and State are the same in every domain, argument by argument', () => {
  const shapes = SCHEMAS.map(([, schema]) =>
    ['Chronicle', 'State'].map((name) => {
      const type = schema.getType(name)
      if (!isInterfaceType(type)) throw new TypeError(`${name} is no interface`)
      return Object.values(type.getFields()).map((field) => [
        field.name,
        String(field.type),
        field.args.map(({ name, type, defaultValue }) => [name, String(type), defaultValue]),
      ])
    }),
  )
  for (const each of shapes) expect(each).toEqual(shapes[0])
})

const evidence = [{ source: 'source/reports', locator: 'page 1', role: 'statement' }] as const

function written(type: string, subject: string, payload: Payload, edtf?: string): Envelope {
  const valid = edtf === undefined ? {} : { valid: { edtf, basis: 'stated' as const } }
  return { chronicle: 'smith-v-jones', version: 1, type, subject, payload, evidence, ...valid }
}

const SUIT = [
  written('SourceRegistered', 'source/reports', {
    label: 'reports',
    published: { edtf: '2025-12-31', basis: 'stated' },
    absent: [],
  }),
  written(
    'CaseFiled',
    'case/smith-v-jones',
    { title: 'Smith v. Jones', plaintiff: 'gb', court: 'district', topics: ['a fence'] },
    '2024-01-10',
  ),
]

describe('chronicle(id)', () => {
  let corpus: Awaited<ReturnType<typeof openCorpus>>
  let suit: Ask
  beforeAll(async () => {
    corpus = await openCorpus()
    const chronicle = await openChronicle({
      name: 'smith-v-jones',
      vocabulary: lawsuits.vocabulary,
      ledger: openMemoryLedger(),
      clock: fixedClock('2026-06-01T00:00:00Z'),
    })
    await chronicle.record({ name: 'first', events: SUIT })
    suit = askOf(createSchema(lawsuits), chronicle)
  })
  afterAll(() => corpus.close())

  const ofEach = (): readonly (readonly [Ask, string, string, string])[] => [
    [corpus.ask, 'japan-viet-nam', 'relationship', 'undertaking/ship-deployment-plan'],
    [suit, 'smith-v-jones', 'lawsuit', 'case/smith-v-jones'],
  ]

  test('answers the same documents in each domain, without an error', async () => {
    for (const [ask, id, , subject] of ofEach()) {
      const variables = {
        id,
        subject,
        date: '2025-05-01',
        point: { date: '2020-01-01' },
        from: { date: '2020-01-01' },
        to: { date: '2025-05-01' },
        source: id === 'japan-viet-nam' ? '003' : 'reports',
      }
      for (const [name, document] of Object.entries(DOCUMENTS)) {
        if (document.startsWith('subscription')) continue
        const { errors } = await ask(document, variables)
        expect([id, name, errors.map(({ message }) => message)]).toEqual([id, name, []])
      }
    }
  })

  test('gives what the domain’s own field gives', async () => {
    const asked =
      'id position asOf(date: "2025-05-01") { point { date position } items { totalCount nodes { id headline } } facets { total { definite } } }'
    for (const [ask, id, field] of ofEach()) {
      const { data } = await ask(
        `{ chronicle(id: "${id}") { ${asked} } ${field}(id: "${id}") { ${asked} } chronicles { id } ${field}s { id } }`,
      )
      expect(at(data, 'chronicle', 'asOf', 'items', 'totalCount')).toBeGreaterThan(0)
      expect(at(data, 'chronicle')).toEqual(at(data, field))
      expect(at(data, 'chronicles')).toEqual(at(data, `${field}s`))
    }
  })

  test('says what a chronicle is called and what one asks of it', async () => {
    const answers = await Promise.all(
      ofEach().map(([ask, id]) => ask(`{ chronicle(id: "${id}") { title question } }`)),
    )
    expect(answers.map(({ data }) => at(data, 'chronicle'))).toEqual([
      { title: 'Japan – Viet Nam', question: 'What stood between Japan and Viet Nam' },
      { title: 'Smith v jones', question: 'What stood in Smith v jones' },
    ])
  })

  test('refuses a chronicle that is not there, like the domain’s own field', async () => {
    const { errors } = await corpus.ask(
      '{ chronicle(id: "nowhere") { id } relationship(id: "nowhere") { id } }',
    )
    expect(errors.map(({ extensions: { code } }) => code)).toEqual(['E_NOT_FOUND', 'E_NOT_FOUND'])
  })
})
