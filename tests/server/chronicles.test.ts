import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventId, sha256Hex } from '../../src/event/index.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { newToken } from '../../src/server/access/tokens.ts'
import { LedgerPlace } from '../../src/stores/index.ts'
import { appendMany, eventsOf, numbered, sealMany } from '../cli/many-chronicles.ts'
import { program, temporaryFolder } from '../cli/small-chronicle.ts'
import { at, textAt } from '../graphql/ask.ts'
import { type Subscribed, subscribe } from '../graphql/event-source.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../stores/postgres-server.ts'
import { runHere, type Started, serve } from './process.ts'

const FILES = numbered('files', 25)
const ALONE = numbered('alone', 25)
const ALL = [...ALONE, ...FILES]

const chief = newToken('chief', 'admin')
const desk = newToken('desk', 'recorder')

let postgresServer: PostgresServer | undefined
afterAll(async () => postgresServer?.stop())

async function onPostgres(): Promise<string> {
  postgresServer ??= await startPostgres()
  return postgresServer.newDatabase()
}

async function inFile(): Promise<string> {
  return join(temporaryFolder(), 'ledger.sqlite')
}

/** What is asked of a server, by one who may do anything. */
async function ask(server: Started, query: string, variables: object = {}, token = chief.token) {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors = [] }: { data?: unknown; errors?: readonly unknown[] } = await response.json()
  return { data, errors, address: /<([^>]*)>/.exec(response.headers.get('link') ?? '')?.[1] ?? '' }
}

/** The answer, without errors. */
async function told(server: Started, query: string, variables: object = {}): Promise<unknown> {
  const { data, errors } = await ask(server, query, variables)
  expect(errors).toEqual([])
  return data
}

const codesIn = (errors: readonly unknown[]) => errors.map((error) => at(error, 'extensions', 'code'))

const BEGIN = `mutation Begin($input: BeginChronicleInput!) { told: beginChronicle(input: $input) { __typename
  ... on RecordingSuccess { position dryRun recorded { digest chronicle } already { digest } chronicle { id position } }
  ... on RecordingRefused { code message } ... on ValidationFailed { faults { code argument } } ... on Conflict { position } } }`

/** The first events of a chronicle, as the API takes them. */
function beginning(chronicle: string, more: object = {}): object {
  const events = eventsOf(chronicle).map(({ chronicle: _, version: __, valid, ...event }) => ({
    ...event,
    ...(valid !== undefined && { valid: { edtf: '2024-03-01', basis: 'RELATIVE' } }),
  }))
  return { input: { chronicle, events, ...more } }
}

const RECORD = `mutation Record($chronicle: ID!, $name: String!) { told: recordEvents(input: { chronicle: $chronicle, events: [
  { type: "MeetingHeld", subject: "meeting/later", payload: { kind: "talks", name: $name },
    valid: { edtf: "2024-03-02", basis: STATED }, evidence: [{ source: "source/gazette", locator: "page 2", role: STATEMENT }] }
] }) { ... on RecordingSuccess { position } ... on RecordingRefused { code message } } }`

async function record(server: Started, chronicle: string, name: string): Promise<unknown> {
  return at(await told(server, RECORD, { chronicle, name }), 'told')
}

/** A server that anyone may read at, and that lets in who may record and who runs it. */
function serving(events: string, ledger: string, more: readonly string[] = []): Promise<Started> {
  const tokens = join(temporaryFolder(), 'tokens.yaml')
  writeFileSync(tokens, `${chief.line}\n${desk.line}\n`)
  const credentials = ['--tokens', tokens, '--reading', 'open']
  return serve(['--port', '0', '--events', events, '--ledger', ledger, ...credentials, ...more])
}

const listed = async (server: Started) =>
  Object.values(Object(at(await told(server, '{ relationships { id } }'), 'relationships'))).map((each) =>
    textAt(each, 'id'),
  )

describe.each([
  { store: 'a file', begin: inFile, with: { name: 'a disk', there: true } },
  { store: 'PostgreSQL', begin: onPostgres, with: postgres },
])('fifty chronicles in $store', ({ store, begin, with: need }) => {
  describeWith(need, 'are served together', () => {
    const events = join(temporaryFolder(), 'events')
    let ledger: string
    let server: Started

    beforeAll(async () => {
      ledger = await begin()
      await sealMany(events, FILES)
      const own = await new LedgerPlace(ledger).open('write')
      await appendMany(own, ALONE)
      await own.close()
      server = await serving(events, ledger)
    })
    afterAll(async () => {
      await server.stop()
    })

    test('by name, whether they have files or stand in the ledger alone', async () => {
      const all = at(await told(server, '{ relationships { id position } }'), 'relationships')
      expect(all).toEqual(ALL.map((id) => ({ id, position: 2 })))
      for (const id of [ALL[0], ALL[49]])
        expect(
          await told(
            server,
            'query ($id: ID!) { relationship(id: $id) { asOf { meetings { subject names } } } }',
            {
              id,
            },
          ),
        ).toEqual({
          relationship: {
            asOf: { meetings: [{ subject: 'meeting/2024-03-01-talks', names: [`talks of ${id}`] }] },
          },
        })
    })

    test('/ready, /metrics and Query.server tell of each', async () => {
      expect(await (await fetch(`${server.origin}/ready`)).json()).toEqual({
        status: 'ready',
        timezone: 'UTC',
      })
      const headers = { authorization: `Bearer ${chief.token}` }
      const page = await (await fetch(`${server.origin}/metrics`, { headers })).text()
      for (const name of ALL)
        for (const figure of ['regesta_ledger_head_position', 'regesta_taken_in_position'])
          expect(page).toMatch(new RegExp(`^${figure}\\{chronicle="${name}"\\} [23]$`, 'm'))
      expect(page).toContain('regesta_ledger_up 1')
      const heads = at(await told(server, '{ server { heads { chronicle } } }'), 'server', 'heads')
      expect(heads).toEqual(ALL.map((chronicle) => ({ chronicle })))
    })

    test('each has its feed; who asks for none is told of some, and how many more', async () => {
      for (const name of [ALL[0], ALL[49]]) {
        const feed: object = await (await fetch(`${server.origin}/feeds/${name}.json`)).json()
        expect(feed).toMatchObject({
          title: expect.stringMatching(new RegExp(`^${name?.replace('-', ' ')}$`, 'i')),
          feed_url: `${server.origin}/feeds/${name}.json`,
          items: [{ id: expect.anything() }, expect.anything()],
        })
      }
      const none = await fetch(`${server.origin}/feeds/nope.json`)
      expect([none.status, await none.text()]).toEqual([
        404,
        expect.stringMatching(/alone-09\.json and 40 more/),
      ])
    })

    test('an answer about one is cited, kept and had again by that one alone, whatever the others do', async () => {
      const query = '{ relationship(id: "alone-07") { position timeline { totalCount } } }'
      const get = (search: string, headers: Record<string, string> = {}) =>
        fetch(`${server.origin}/graphql${search}`, { headers })
      const search = `?${new URLSearchParams({ query })}`
      const first = await get(search)
      const text = await first.text()
      const { address } = await ask(server, query)
      expect(new URLSearchParams(address).get('at')).toBe('alone-07:2')
      expect(await record(server, 'files-24', 'beside')).toEqual({ position: 3 })
      const again = await get(search, { 'if-none-match': first.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
      const pinned = await get(address)
      expect([await pinned.text(), pinned.headers.get('cache-control')]).toEqual([
        text,
        expect.stringContaining('immutable'),
      ])
      const [item]: readonly unknown[] = await (await fetch(`${server.origin}/cite${search}`)).json()
      const cited = at(item, 'custom', 'regesta', 'ledger')
      expect(cited).toMatchObject([{ chronicle: 'alone-07', position: 2, pinned: true }])
    })

    test('nodes are found in whichever they are; a document that many have read is asked of one', async () => {
      const ids = ['alone-03', 'files-11', 'files-20'].flatMap((name) => {
        const event = eventsOf(name)[1]
        return event === undefined ? [] : [eventId(event)]
      })
      const NODES =
        'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Event { chronicle } ... on Item { subject } } }'
      const item = textAt(
        await told(server, '{ relationship(id: "files-02") { asOf { meetings { id } } } }'),
        'relationship',
        'asOf',
        'meetings',
        0,
        'id',
      )
      expect(await told(server, NODES, { ids: [...ids, 'alone-24', item] })).toEqual({
        nodes: [
          ...['alone-03', 'files-11', 'files-20'].map((chronicle, index) => ({
            __typename: 'Event',
            id: expect.stringMatching(`^${ids[index]}@${chronicle},[0-9-]+$`),
            chronicle,
          })),
          { __typename: 'Relationship', id: 'alone-24' },
          { __typename: 'Meeting', id: item, subject: 'meeting/2024-03-01-talks' },
        ],
      })
      const SOURCE =
        'query ($id: ID!, $chronicle: ID) { source(id: $id, chronicle: $chronicle) { id chronicle label } }'
      const ambiguous = await ask(server, SOURCE, { id: 'source/gazette' })
      expect([ambiguous.data, codesIn(ambiguous.errors)]).toEqual([{ source: null }, ['E_WHICH_CHRONICLE']])
      expect(codesIn((await ask(server, NODES, { ids: ['source/gazette'] })).errors)).toEqual([
        'E_WHICH_CHRONICLE',
      ])
      const own = {
        id: expect.stringMatching(/^source.gazette@files-09,[0-9-]+$/),
        chronicle: 'files-09',
        label: 'of files-09',
      }
      expect(await told(server, SOURCE, { id: 'source/gazette', chronicle: 'files-09' })).toEqual({
        source: own,
      })
      expect(await told(server, SOURCE, { id: 'of files-09' })).toEqual({ source: own })
      const nowhere = await ask(server, SOURCE, { id: 'source/gazette', chronicle: 'nope' })
      expect(codesIn(nowhere.errors)).toEqual(['E_NOT_FOUND'])
      expect(Object.values(Object(at(await told(server, '{ sources { chronicle } }'), 'sources')))).toEqual(
        ALL.map((chronicle) => ({ chronicle })),
      )
    })

    test('what is recorded in one is heard by those who follow it, and by no others', async () => {
      const follow = (chronicle: string): Promise<Subscribed> =>
        subscribe(
          (_, init) => fetch(`${server.origin}/graphql`, init),
          'subscription ($chronicle: ID!) { events(chronicle: $chronicle) { position event { chronicle subject } } }',
          { chronicle },
        )
      const [one, other] = [await follow('alone-12'), await follow('files-12')]
      await record(server, 'alone-12', 'heard')
      expect((await one.next())?.data).toEqual({
        events: { position: 3, event: { chronicle: 'alone-12', subject: 'meeting/later' } },
      })
      expect(await other.within(300)).toEqual([])
      const coming = other.next()
      await record(server, 'files-12', 'heard')
      expect((await coming)?.data).toMatchObject({ events: { event: { chronicle: 'files-12' } } })
      one.leave()
      other.leave()
    })

    test('all of them at once cost what they hold', async () => {
      const wide = '{ relationships { timeline(first: 100) { nodes { id } } sources { nodes { id } } } }'
      expect((await ask(server, wide)).errors).toEqual([])
      if (store === 'a file') await server.stop()
      const few = await serving(events, ledger, ['--limits-things', '100'])
      expect(codesIn((await ask(few, wide)).errors)).toContain('E_COST')
      expect(codesIn((await ask(few, '{ relationships { id } }')).errors)).toEqual([])
      await few.stop()
      if (store === 'a file') server = await serving(events, ledger)
    })

    test('one is begun by one who runs the server, once, and is there at once and after a restart', async () => {
      const name = 'begun-here'
      const say = async (variables: object, token = chief.token) => ask(server, BEGIN, variables, token)
      expect(codesIn((await say(beginning(name), desk.token)).errors)).toEqual(['E_FORBIDDEN'])
      const typo = await ask(server, RECORD, { chronicle: name, name: 'typo' })
      expect(at(typo.data, 'told', 'code')).toBe('E_NOT_FOUND')
      for (const [chronicle, code] of [
        ['Begun/Here', 'E_CHRONICLE'],
        ['', 'E_CHRONICLE'],
      ] as const)
        expect(at((await say(beginning(chronicle))).data, 'told')).toMatchObject({
          code,
          faults: [{ code, argument: 'input.chronicle' }],
        })
      expect(at((await say(beginning(name, { events: [] }))).data, 'told', '__typename')).toBe(
        'ValidationFailed',
      )
      expect(at((await say(beginning(name, { dryRun: true }))).data, 'told')).toMatchObject({
        dryRun: true,
        position: 2,
      })
      expect(await listed(server)).toEqual(ALL)
      expect(at((await say(beginning(name))).data, 'told')).toMatchObject({
        __typename: 'BeginChronicleSuccess',
        position: 2,
        recorded: [{ chronicle: name }, { chronicle: name }],
        already: [],
        chronicle: { id: name, position: 2 },
      })
      expect(await listed(server)).toEqual([...ALONE, name, ...FILES])
      expect(at((await say(beginning(name))).data, 'told')).toMatchObject({
        recorded: [],
        already: [{}, {}],
      })
      expect(await record(server, name, 'and on')).toEqual({ position: 3 })
      const other = beginning(name, { events: [sourceSent('source/other')] })
      expect(at((await say(other)).data, 'told')).toMatchObject({
        __typename: 'Conflict',
        code: 'E_POSITION',
        position: 3,
      })
      expect((await fetch(`${server.origin}/feeds/${name}.json`)).status).toBe(200)
      expect((await server.stop()).code).toBe(0)
      server = await serving(events, ledger)
      expect(await listed(server)).toEqual([...ALONE, name, ...FILES])
    })

    test('SIGTERM ends it soon, with 0, and gives up the ledger, while all are followed', async () => {
      const ending = await serving(events, await begin())
      const streams = await Promise.all(
        FILES.slice(0, 10).map((chronicle) =>
          subscribe(
            (_, init) => fetch(`${ending.origin}/graphql`, init),
            'subscription ($chronicle: ID!) { events(chronicle: $chronicle) { position } }',
            { chronicle },
          ),
        ),
      )
      expect((await ending.stop()).code).toBe(0)
      expect(ending.log.filter(({ msg }) => msg === 'cut off')).toEqual([])
      for (const stream of streams) expect(await stream.next()).toBeUndefined()
    })
  })
})

function sourceSent(subject: string): object {
  return {
    type: 'SourceRegistered',
    subject,
    payload: { label: subject, published: { edtf: '2024-03-02', basis: 'stated' }, absent: [] },
    evidence: [{ source: subject, locator: 'page 1', role: 'date' }],
  }
}

describe('which are served', () => {
  const events = join(temporaryFolder(), 'events')
  beforeAll(() => sealMany(events, ['one', 'other', 'third']))

  test.each([
    ['said twice', ['--chronicle', 'third', '--chronicle', 'one']],
    ['with a comma', ['--chronicle', 'one,third']],
  ])('those that are named, %s', async (_, args) => {
    const server = await serving(events, join(temporaryFolder(), 'ledger.sqlite'), args)
    expect(await listed(server)).toEqual(['one', 'third'])
    const begun = await ask(server, BEGIN, beginning('fourth'))
    expect(at(begun.data, 'told', 'code')).toBe('E_NOT_SERVED')
    expect((await fetch(`${server.origin}/feeds/other.json`)).status).toBe(404)
    await server.stop()
  })

  test('by a file of settings, as a list or one alone', async () => {
    for (const written of ['[one, other]', 'other']) {
      const file = join(temporaryFolder(), 'regesta.yaml')
      writeFileSync(file, `chronicle: ${written}\n`)
      const server = await serving(events, join(temporaryFolder(), 'ledger.sqlite'), ['--config', file])
      expect(await listed(server)).toEqual(written === 'other' ? ['other'] : ['one', 'other'])
      await server.stop()
    }
  })

  test('none that is nowhere: E_NO_CHRONICLE, 3', async () => {
    const { code, err } = await runHere([
      'serve',
      '--port',
      '0',
      '--events',
      events,
      '--chronicle',
      'nope,no',
    ])
    expect(err).toMatch(
      /^E_NO_CHRONICLE there is no chronicle "nope", "no" in .*; it holds one, other, third\n$/,
    )
    expect(code).toBe(3)
  })

  test('a server without any starts where someone may begin one, and only there', async () => {
    const [nowhere, ledger] = [join(temporaryFolder(), 'none'), join(temporaryFolder(), 'ledger.sqlite')]
    const refused = await runHere(['serve', '--port', '0', '--events', nowhere, '--ledger', ledger])
    expect([refused.code, refused.err]).toEqual([3, expect.stringMatching(/^E_NO_CHRONICLE /)])
    const server = await serving(nowhere, ledger)
    expect(await listed(server)).toEqual([])
    expect((await fetch(`${server.origin}/ready`)).status).toBe(200)
    const missing = await ask(server, '{ relationship(id: "first") { id } }')
    expect(JSON.stringify(missing.errors)).toContain('there are none')
    await told(server, BEGIN, beginning('first'))
    expect(await listed(server)).toEqual(['first'])
    const page = await (await fetch(`${server.origin}/graphql`, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('WhichThereAre')
    await server.stop()
    const answer = await program({ ledger }, ['as-of', '2024-03-01', '--events', nowhere, '--json'])
    expect([answer.code, answer.out]).toEqual([0, expect.stringContaining('talks of first')])
  })

  test('damaged files of several keep it from starting, all faults at once, each by its file: 5', async () => {
    const folder = join(temporaryFolder(), 'events')
    await sealMany(folder, ['sound', 'torn', 'worn'])
    for (const name of ['torn', 'worn'])
      writeFileSync(join(folder, name, '0001-first.yaml'), 'chronicle: [no more')
    const { code, err } = await runHere(['serve', '--port', '0', '--events', folder])
    expect(code).toBe(5)
    for (const name of ['torn', 'worn'])
      expect(err).toMatch(new RegExp(`^\\S*/${name}/0001-first.yaml.* E_`, 'm'))
    expect(err).not.toContain('/sound/')
  })
})

describeWith(postgres, 'two servers on one database', () => {
  let ledger: string
  let own: Ledger
  let one: Started
  let other: Started
  const events = join(temporaryFolder(), 'events')

  beforeAll(async () => {
    ledger = await onPostgres()
    await sealMany(events, ['first'])
    own = await new LedgerPlace(ledger).open('write')
    one = await serving(events, ledger)
    other = await serving(join(temporaryFolder(), 'none'), ledger)
  })
  afterAll(async () => {
    await Promise.all([own.close(), one.stop(), other.stop()])
  })

  test('a chronicle that is begun at one is served by the other within seconds, and followed', async () => {
    await told(one, BEGIN, beginning('begun'))
    await expect.poll(() => listed(other)).toEqual(['begun', 'first'])
    const heard = await subscribe(
      (_, init) => fetch(`${other.origin}/graphql`, init),
      'subscription { events(chronicle: "begun") { position } }',
    )
    await record(one, 'begun', 'and on')
    expect((await heard.next())?.data).toEqual({ events: { position: 3 } })
    heard.leave()
    expect(await record(other, 'begun', 'and further')).toEqual({ position: 4 })
    await expect
      .poll(async () => at(await told(one, '{ relationship(id: "begun") { position } }'), 'relationship'))
      .toEqual({ position: 4 })
  })

  test('and so is one that is written to the database by another program', async () => {
    await appendMany(own, ['written'])
    for (const server of [one, other]) await expect.poll(() => listed(server)).toContain('written')
    // The log is written some milliseconds late.
    const found = expect.objectContaining({ msg: 'found', chronicle: 'written' })
    await expect.poll(() => other.log).toContainEqual(found)
    expect((await fetch(`${other.origin}/feeds/written.json`)).status).toBe(200)
  })

  test('one that this program cannot read is told of in the log, once, and keeps no other from being served', async () => {
    const body = '{"no":"event"}'
    await own.append({
      chronicle: 'strange',
      name: '0001-first',
      recordedAt: 1,
      events: [{ id: sha256Hex(body), body }],
    })
    const warned = () => other.log.filter(({ chronicle }) => chronicle === 'strange')
    await expect.poll(warned).toHaveLength(1)
    await appendMany(own, ['sound'])
    await expect.poll(() => listed(other)).toContain('sound')
    expect(warned()).toHaveLength(1)
  })
})
