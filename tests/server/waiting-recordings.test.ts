import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { connectionLimitsWith, limitsWith } from '../../src/graphql/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { startServer } from '../../src/server/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { asking, at } from '../graphql/ask.ts'
import { librarySchema } from '../graphql/library-api.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { startPostgres } from '../stores/postgres-server.ts'
import { library, TALE } from '../toy/index.ts'

const clock = fixedClock('2030-01-01T00:00:00Z')

const RECORD = `mutation Record($input: RecordEventsInput!) { told: recordEvents(input: $input) { __typename
  ... on RecordingSuccess { position root digests } } }`

const REGISTER = `mutation Register($input: RegisterSourceInput!) { registerSource(input: $input) { __typename } }`

const GAZETTE = {
  chronicle: TALE,
  id: 'source/gazette',
  label: 'gazette',
  published: { edtf: '2020-01-02', basis: 'STATED' },
  absent: ['publisher', 'byline'],
  evidence: [{ locator: 'page 1', role: 'title' }],
}

function inputOf(name: string, count = 1): object {
  return {
    chronicle: TALE,
    events: Array.from({ length: count }, (_, index) => ({
      type: 'BookCatalogued',
      subject: `book/${name}-${index}`,
      payload: { title: `${name} ${index}` },
      valid: { edtf: '2020-01-01', basis: 'STATED' },
      evidence: [{ source: 'source/gazette', locator: 'page 2', role: 'statement' }],
    })),
  }
}

/** A server over one chronicle, asked over a socket. */
async function served(
  chronicle: Chronicle,
  limits = limitsWith(),
  more: Partial<Parameters<typeof connectionLimitsWith>[0]> = {},
) {
  const server = await startServer({
    apis: [{ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]) }],
    authenticate: async () => ({ role: 'recorder', name: 'ann' }),
    limits,
    connectionLimits: connectionLimitsWith(more),
    port: 0,
  })
  onTestFinished(() => server.stop(0))
  const ask = asking({ fetch: (_, init) => fetch(server.url, init) })
  expect(await ask(REGISTER, { input: GAZETTE })).toMatchObject({
    data: { registerSource: { __typename: 'RegisterSourceSuccess' } },
  })
  return ask
}

async function opened(ledger: Ledger, queue = { most: 100, patience: 30_000 }): Promise<Chronicle> {
  return openChronicle({ name: TALE, vocabulary: library, ledger, clock, queue })
}

describeWith(postgres, 'a recording that PostgreSQL makes wait', () => {
  /** A ledger with one recording in it, and how another session locks its head. */
  async function lockable() {
    const server = await startPostgres()
    const url = await server.newDatabase()
    const ledger = await openPostgresLedger({ url, mode: 'write', limits: { lockTimeout: 200 } })
    const other = new Client({ connectionString: url })
    await other.connect()
    onTestFinished(async () => {
      await other.end()
      await ledger.close()
      await server.stop()
    })
    const { rows } = await other.query<{ schema: string }>(
      `SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'head'`,
    )
    const schema = rows[0]?.schema ?? ''
    return {
      ledger,
      lock: () => other.query(`BEGIN; SELECT FROM "${schema}".head FOR UPDATE`),
      unlock: () => other.query('ROLLBACK'),
    }
  }

  test('for longer than an answer may take is answered as recorded, since waiting is no work', async () => {
    const { ledger, lock, unlock } = await lockable()
    const chronicle = await opened(ledger)
    const ask = await served(chronicle, limitsWith({ time: 400 }))
    await lock()
    const answer = ask(RECORD, { input: inputOf('second') })
    await sleep(1_200)
    await unlock()
    const { data, errors } = await answer
    expect(errors).toEqual([])
    expect(data).toMatchObject({ told: { position: 2, digests: [expect.any(String)] } })
    expect((await ledger.head(TALE)).position).toBe(2)
  })

  test('for longer than its patience is refused, and so are those behind it, all by one deadline; nothing is recorded', async () => {
    const { ledger, lock, unlock } = await lockable()
    const chronicle = await opened(ledger, { most: 4, patience: 2_000 })
    const ask = await served(chronicle)
    await lock()
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const answers = await Promise.all(names.map((name) => ask(RECORD, { input: inputOf(name) })))
    await unlock()
    const codes = answers.map(({ errors }) => errors[0]?.extensions.code)
    // The first is tried while its patience lasts, and the next perhaps for what is left; two find no room at all.
    expect(new Set(codes)).toEqual(new Set(['E_STORAGE', 'E_BUSY']))
    expect(answers.map(({ data }) => data)).toEqual(names.map(() => ({ told: null })))
    expect((await ledger.head(TALE)).position).toBe(1)
    const again = await ask(RECORD, { input: inputOf('a') })
    expect(again.data).toMatchObject({ told: { position: 2 } })
  })
})

describe('what was recorded', () => {
  test('is told by position, root and digests, though the rest of the answer is beyond a limit', async () => {
    const ledger = openMemoryLedger()
    const ask = await served(await opened(ledger), limitsWith({ things: 20 }))
    const { data, errors } = await ask(
      `mutation Record($input: RecordEventsInput!) { told: recordEvents(input: $input) { ... on RecordingSuccess {
        recorded { evidence { role } } already { id } comparison { changes { subject } } chronicle { position }
        warnings { code } position root digests } } }`,
      { input: inputOf('first', 30) },
    )
    const { position, root } = await ledger.head(TALE)
    const entries = await Array.fromAsync(ledger.read(TALE))
    expect(position).toBe(31)
    expect(data).toMatchObject({ told: { position, root, digests: entries.slice(1).map(({ id }) => id) } })
    expect(at(data, 'told', 'recorded')).toBeNull()
    expect(errors.map(({ extensions }) => extensions.code)).toContain('E_COST')
    expect(errors.map(({ path }) => path?.slice(0, 2))).toContainEqual(['told', 'recorded'])
  })

  test('is not said to be refused where there is no room for the answer', async () => {
    const ledger = openMemoryLedger()
    const ask = await served(await opened(ledger), limitsWith(), { held: 1_000 })
    const answer = await ask(
      `mutation Record($input: RecordEventsInput!) { told: recordEvents(input: $input) { ... on RecordingSuccess {
        recorded { ...Whole } same: recorded { ...Whole } again: recorded { ...Whole } } } }
        fragment Whole on Event { id digest subject type certainty }`,
      { input: inputOf('first', 40) },
      { 'accept-encoding': 'identity' },
    )
    expect([answer.status, answer.errors]).toMatchObject([
      503,
      [{ extensions: { code: 'E_UNKNOWN_OUTCOME' } }],
    ])
    expect((await ledger.head(TALE)).position).toBe(41)
  })

  test('waits its turn by one deadline from its arrival: whoever waited as long as that is not begun', async () => {
    const own = openMemoryLedger()
    const { promise: go, resolve: letGo } = Promise.withResolvers<void>()
    let appends = 0
    const slow: Ledger = {
      ...bound(own),
      append: async (batch) => {
        appends += 1
        if (appends > 1) await go
        return own.append(batch)
      },
    }
    const ask = await served(await opened(slow, { most: 3, patience: 1_000 }))
    const [first, ...others] = ['a', 'b', 'c', 'd', 'e'].map((name) => ask(RECORD, { input: inputOf(name) }))
    expect((await Promise.race([first, ...others]))?.errors).toMatchObject([
      { extensions: { code: 'E_BUSY' } },
    ])
    await sleep(1_100)
    letGo()
    expect((await first)?.data).toMatchObject({ told: { position: 2 } })
    const refused = await Promise.all(others)
    expect(refused.map(({ errors }) => errors[0]?.extensions.code)).toEqual(Array(4).fill('E_BUSY'))
    expect(appends).toBe(2)
    expect((await own.head(TALE)).position).toBe(2)
  })
})

/** The methods of a ledger, each of which can be replaced. */
function bound(ledger: Ledger): Ledger {
  return {
    chronicles: () => ledger.chronicles(),
    head: (name) => ledger.head(name),
    read: (name, range) => ledger.read(name, range),
    batches: (name) => ledger.batches(name),
    batchAt: (name, position) => ledger.batchAt(name, position),
    rootAt: (name, position) => ledger.rootAt(name, position),
    watch: (name, wake) => ledger.watch(name, wake),
    close: () => ledger.close(),
    append: (batch) => ledger.append(batch),
  }
}
