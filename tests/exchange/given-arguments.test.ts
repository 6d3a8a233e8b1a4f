import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { questionTyped } from '../../src/cli/csv.ts'
import { typedPairs } from '../../src/cli/filter-flags.ts'
import { InvalidInput } from '../../src/errors.ts'
import { createExports, formatNamed } from '../../src/exchange/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { at, openCorpus } from '../graphql/ask.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

type Pairs = readonly (readonly [name: string, text: string])[]

/** The subjects, or the faults as `argument code`, that an address gives. */
async function byAddress(pairs: Pairs): Promise<readonly string[]> {
  const get = createExports({ chronicles: [new Map([[corpus.chronicle.name, corpus.chronicle]])] })
  const query = new URLSearchParams(pairs.map(([name, text]) => [name, text]))
  const response = await get(new Request(`http://localhost/feeds/${corpus.chronicle.name}.csv?${query}`))
  if (response.status === 200) return subjectsIn(await response.text())
  const { errors } = await response.json()
  return errors.map(({ code, argument }: Record<string, string>) => `${argument} ${code}`)
}

function subjectsIn(csv: string): readonly string[] {
  const rows: readonly Record<string, string>[] = parse(csv, { bom: true, columns: true })
  return rows.map(({ subject = '' }) => subject)
}

/** The same of a command line. */
async function byFlags(pairs: Pairs): Promise<readonly string[]> {
  const typed = typedPairs(
    '--where',
    pairs.map(([name, text]) => `${name}=${text}`),
  )
  const format = formatNamed('csv')
  try {
    const question = questionTyped(corpus.chronicle, format, typed, { texts: new Map() })
    const { body } = await (await format.load())(await question.request())
    return subjectsIn(String(body))
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return error.faults.map(({ code, place }) => `${place?.argument} ${code}`)
  }
}

/** The same of GraphQL, for arguments as they are written there. */
async function byGraphQL(point: string, args: string): Promise<readonly string[]> {
  const subjects: string[] = []
  for (let after = ''; ; ) {
    const list = ['first: 100', after, args].filter((each) => each !== '').join(', ')
    const state = point === '' ? 'asOf' : `asOf(${point})`
    const { data, errors } = await corpus.ask(
      `{ relationship(id: "${corpus.chronicle.name}") { ${state} { items(${list}) { nodes { subject } pageInfo { endCursor hasNextPage } } } } }`,
    )
    if (errors.length > 0)
      return errors.flatMap(({ extensions: { code, argument, faults } }) => {
        const all = Array.isArray(faults) ? faults : [{ code, argument }]
        return all.map((fault: Record<string, unknown>) => `${fault.argument} ${fault.code}`)
      })
    const items = at(data, 'relationship', 'asOf', 'items')
    const nodes = at(items, 'nodes')
    if (Array.isArray(nodes)) subjects.push(...nodes.map(({ subject }) => String(subject)))
    if (at(items, 'pageInfo', 'hasNextPage') !== true) return subjects
    after = `after: "${at(items, 'pageInfo', 'endCursor')}"`
  }
}

const WORDS = Array.from({ length: 21 }, (_, nth) => `word${nth}`).join(' ')

describe('the same fault', () => {
  test.each<[Pairs, string, string, string, string, string]>([
    [[['date', '2025-02-29']], 'date: "2025-02-29"', '', 'date', 'date', 'E_DATE'],
    [[['knownAt', 'soon']], 'knownAt: "soon"', '', 'knownAt', '--known-at', 'E_DATE'],
    [[['recordedAt', 'noon']], 'recordedAt: "noon"', '', 'recordedAt', '--recorded-at', 'E_INSTANT'],
    [[['position', '99999']], 'position: 99999', '', 'position', '--position', 'E_POSITION'],
    [
      [
        ['position', '3'],
        ['recordedAt', '2026-11-21T12:00:00Z'],
      ],
      'position: 3, recordedAt: "2026-11-21T12:00:00Z"',
      '',
      'position',
      '--position',
      'E_TWO_POSITIONS',
    ],
    [[['only', 'Z9']], 'trusting: { only: ["Z9"] }', '', 'only', '--only', 'E_UNKNOWN_SOURCE'],
    [[['without', 'Z9']], 'trusting: { without: ["Z9"] }', '', 'without', '--without', 'E_UNKNOWN_SOURCE'],
    [[['sides', 'xx']], 'trusting: { sides: ["xx"] }', '', 'sides', '--sides', 'E_UNKNOWN_SIDE'],
    [[['kinds', 'whale']], '', 'kinds: ["whale"]', 'kinds', '--kinds', 'E_KIND'],
    [[['subject', 'whale/1']], '', 'subject: "whale/1"', 'subject', '--where subject', 'E_KIND'],
    [[['source', 'Z9']], '', 'source: "Z9"', 'source', '--where source', 'E_UNKNOWN_SOURCE'],
    [[['search', WORDS]], '', `search: "${WORDS}"`, 'search', '--search', 'E_SEARCH'],
    [[['country', 'Japan']], '', 'country: ["Japan"]', 'country', '--where country', 'E_COUNTRY'],
    [[['actor', 'whale/1']], '', 'actor: "whale/1"', 'actor', '--actor', 'E_KIND'],
    [
      [['valid', '2025-02-01..2025-01-01']],
      '',
      'valid: { from: "2025-02-01", to: "2025-01-01" }',
      'valid',
      '--where valid',
      'E_RANGE',
    ],
  ])('of %j has the same code in an address, in flags and in GraphQL, each in its names', async (...row) => {
    const [pairs, point, args, argument, flag, code] = row
    expect(await byAddress(pairs)).toEqual([`${argument} ${code}`])
    expect(await byFlags(pairs)).toEqual([`${flag} ${code}`])
    const [fault = ''] = await byGraphQL(point, args)
    expect(fault.split(' ')[0]?.split('.')).toContain(argument)
    expect(fault.split(' ')[1]).toBe(code)
  })

  test('all at once, of the point, of words and of names', async () => {
    const pairs: Pairs = [
      ['date', 'x'],
      ['position', '99999'],
      ['grade', 'oath'],
      ['valid', '..'],
      ['nothing', '1'],
    ]
    const expected = [
      'date E_DATE',
      'grade E_GRADE',
      'nothing E_ARGUMENT',
      'position E_POSITION',
      'valid E_RANGE',
    ]
    expect((await byAddress(pairs)).toSorted()).toEqual(expected)
    expect((await byFlags(pairs)).map((fault) => fault.replace(/^--(where )?/, '')).toSorted()).toEqual(
      expected,
    )
  })
})

const day = fc
  .integer({ min: 0, max: 2_000 })
  .map((offset) => new Date(Date.UTC(2021, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10))

/** One argument: as text, and as it is written in GraphQL. */
type Argument = { readonly pair: readonly [string, string]; readonly written: string }

const texts = (name: string, ...values: readonly string[]) =>
  fc
    .constantFrom(...values)
    .map((value): Argument => ({ pair: [name, value], written: `${name}: ${JSON.stringify(value)}` }))

const words = (name: string, isEnum: boolean, ...values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }).map((some): Argument => {
    const written = some.map((word) =>
      isEnum ? word.toUpperCase().replaceAll('-', '_') : JSON.stringify(word),
    )
    return { pair: [name, some.join(',')], written: `${name}: [${written.join(', ')}]` }
  })

const range = (name: string) =>
  fc.tuple(day, day, fc.boolean()).map(([one, other, isOpen]): Argument => {
    const [from, to] = one < other ? [one, other] : [other, one]
    return isOpen
      ? { pair: [name, `${from}..`], written: `${name}: { from: "${from}" }` }
      : { pair: [name, `${from}..${to}`], written: `${name}: { from: "${from}", to: "${to}" }` }
  })

const FILTERS: readonly fc.Arbitrary<Argument>[] = [
  words('kinds', false, 'meeting', 'undertaking', 'office', 'position', 'person', 'instrument'),
  texts('subject', 'meeting/defence-policy-dialogue-10', 'person/kishi'),
  texts('search', 'defence', 'summit hanoi', 'việt nam', 'nothing like it'),
  texts('source', '001', '004', 'source/mod-2021-11-23'),
  texts('topic', 'training', 'maritime security', 'Military Medicine'),
  texts('actor', 'jp', 'Viet Nam', 'person/kishi', 'nobody'),
  words('grade', true, 'agreement', 'shared-intent', 'pledge'),
  words('country', false, 'vn', 'jp'),
  range('valid'),
  range('known'),
  fc.constantFrom('valid-desc', 'known-asc', 'recorded-desc', 'subject-asc').map((order) => ({
    pair: ['order', order] as const,
    written: `order: ${order.toUpperCase().replace('-', '_')}`,
  })),
]

const POINTS: readonly fc.Arbitrary<Argument>[] = [
  day.map((date) => ({ pair: ['date', date] as const, written: `date: "${date}"` })),
  day.map((date) => ({ pair: ['knownAt', date] as const, written: `knownAt: "${date}"` })),
  fc
    .integer({ min: 0, max: 400 })
    .map((at) => ({ pair: ['position', `${at}`] as const, written: `position: ${at}` })),
  fc.constantFrom('001', '003,004').map((only) => ({
    pair: ['only', only] as const,
    written: `trusting: { only: ${JSON.stringify(only.split(','))} }`,
  })),
]

const some = (of: readonly fc.Arbitrary<Argument>[], most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: of.length - 1 }), { maxLength: most })
    .chain((chosen) =>
      fc.tuple(...chosen.map((nth) => of[nth] ?? fc.constant({ pair: ['', ''], written: '' } as const))),
    )

test('an address, flags and GraphQL list the same items in the same order', async () => {
  const certainties = fc.uniqueArray(fc.constantFrom('definitely', 'possibly', 'unknown', 'no'), {
    minLength: 1,
  })
  await fc.assert(
    fc.asyncProperty(some(POINTS, 3), some(FILTERS, 3), certainties, async (point, filters, certainty) => {
      const pairs: Pairs = [...point, ...filters].map(({ pair }) => pair)
      const withCertainty: Pairs = [...pairs, ['certainty', certainty.join(',')]]
      const address = await byAddress(withCertainty)
      expect(await byFlags(withCertainty)).toEqual(address)
      const written = (all: readonly Argument[]) => all.map((each) => each.written).join(', ')
      const args = [written(filters), `certainty: [${certainty.join(', ').toUpperCase()}]`]
      expect(await byGraphQL(written(point), args.filter((each) => each !== '').join(', '))).toEqual(address)
    }),
    { numRuns: atLength(60, 20) },
  )
}, 120_000)
