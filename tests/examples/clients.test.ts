import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as apollo from '../../examples/clients/apollo.ts'
import * as plain from '../../examples/clients/fetch.ts'
import * as relay from '../../examples/clients/relay/client.ts'
import newEvents from '../../examples/clients/relay/compiled/questionsNewEventsSubscription.graphql.ts'
import openOn from '../../examples/clients/relay/compiled/questionsOpenUndertakingsQuery.graphql.ts'
import whatChanged from '../../examples/clients/relay/compiled/questionsWhatChangedQuery.graphql.ts'
import * as urql from '../../examples/clients/urql.ts'
import { ROOT, type Started, serve } from '../server/process.ts'

const DATE = '2025-05-01'
const DATES = ['2021-11-30', '2025-12-31'] as const

let server: Started
let url: string
let head: number
beforeAll(async () => {
  server = await serve()
  url = `${server.origin}/graphql`
  const answer = await plain.ask(url, '{ relationship(id: "japan-viet-nam") { position } }', {})
  head = Object(answer).relationship.position
})
afterAll(() => server.stop())
afterEach(() => vi.restoreAllMocks())

/** What is shown of an answer, whatever a client adds to it. */
const subjectsOf = (items: readonly { readonly subject: string }[]) => items.map(({ subject }) => subject)

/** A client of each library with its cache, by what its example gives. */
const CLIENTS = [
  [
    'Apollo Client',
    () => {
      const client = apollo.apolloClient(url)
      return {
        open: () => apollo.openUndertakings(client, DATE),
        changes: () => apollo.changes(client, ...DATES),
        follow: (after: number, each: (position: number) => void) => {
          const following = apollo.follow(client, after, each)
          return () => following.unsubscribe()
        },
        stop: () => client.stop(),
      }
    },
  ],
  [
    'urql with graphcache',
    () => {
      const client = urql.urqlClient(url)
      return {
        open: () => urql.openUndertakings(client, DATE),
        changes: () => urql.changes(client, ...DATES),
        follow: (after: number, each: (position: number) => void) => {
          const following = urql.follow(client, after, each)
          return () => following.unsubscribe()
        },
        stop: () => {},
      }
    },
  ],
  [
    'Relay',
    () => {
      const client = relay.relayEnvironment(url)
      return {
        open: () => relay.openUndertakings(client, DATE),
        changes: () => relay.changes(client, ...DATES),
        follow: (after: number, each: (position: number) => void) => {
          const following = relay.follow(client, after, each)
          return () => following.dispose()
        },
        stop: () => {},
      }
    },
  ],
] as const

/** What `fetch` alone is answered: the measure for all others. */
async function plainly(file: string, variables: object): Promise<unknown> {
  return plain.ask(url, await readFile(join(ROOT, 'examples', 'documents', file), 'utf8'), variables)
}

describe.each(CLIENTS)('the example for %s, against a server', (_, make) => {
  test('lists what was open on a date, and again from its cache', async () => {
    const asked = vi.spyOn(globalThis, 'fetch')
    const client = make()
    const open = subjectsOf(await client.open())
    expect(asked).toHaveBeenCalledTimes(1)
    expect(subjectsOf(await client.open())).toEqual(open)
    expect(asked).toHaveBeenCalledTimes(1)
    const answer = await plainly('open-undertakings.graphql', { id: 'japan-viet-nam', date: DATE })
    expect(open).toEqual(subjectsOf(Object(answer).relationship.asOf.undertakings))
    expect(open.length).toBeGreaterThan(1)
    client.stop()
  })

  test('compares two dates, beside the list, and again from its cache', async () => {
    const asked = vi.spyOn(globalThis, 'fetch')
    const client = make()
    const open = subjectsOf(await client.open())
    const changes = await client.changes()
    expect(await client.changes()).toEqual(changes)
    expect(subjectsOf(await client.open())).toEqual(open)
    expect(asked).toHaveBeenCalledTimes(2)
    const [from, to] = DATES.map((date) => ({ date }))
    const answer = await plainly('what-changed.graphql', { id: 'japan-viet-nam', from, to })
    const shown = ({ subject, change, causes, because }: (typeof changes)[number]) => ({
      ...{ subject, change, causes: [...causes] },
      because: because.map(({ position }) => position),
    })
    expect(changes.map(shown)).toEqual(Object(answer).relationship.compare.changes.map(shown))
    client.stop()
  })

  test('hears every event after a position, and asks anew then', async () => {
    const client = make()
    const open = subjectsOf(await client.open())
    const asked = vi.spyOn(globalThis, 'fetch')
    const heard: number[] = []
    const stop = client.follow(head - 3, (position) => heard.push(position))
    await expect.poll(() => heard).toEqual([head - 2, head - 1, head])
    expect(asked).toHaveBeenCalledTimes(1)
    expect(subjectsOf(await client.open())).toEqual(open)
    expect(asked).toHaveBeenCalledTimes(2)
    stop()
    client.stop()
  })
})

describe('the example of fetch alone, against a server', () => {
  test('throws what is refused', async () => {
    await expect(plainly('open-undertakings.graphql', { id: 'nowhere' })).rejects.toThrow('no chronicle here')
  })

  test('hears every event after a position', async () => {
    const text = await readFile(join(ROOT, 'examples', 'documents', 'new-events.graphql'), 'utf8')
    const heard: number[] = []
    for await (const data of plain.listen(url, text, { chronicle: 'japan-viet-nam', after: head - 3 })) {
      heard.push(Object(data).events.position)
      if (heard.length === 3) break
    }
    expect(heard).toEqual([head - 2, head - 1, head])
  })
})

test('examples/README.md names the versions that are installed', async () => {
  const readme = await readFile(join(ROOT, 'examples', 'README.md'), 'utf8')
  const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  for (const name of ['@apollo/client', '@urql/core', '@urql/exchange-graphcache', 'relay-runtime'])
    expect(readme).toContain(`\`${name}\` ${devDependencies[name]}`)
})

describe('what Relay’s compiler wrote', () => {
  const compiled = [newEvents, openOn, whatChanged]

  test('is of every question in questions.ts', async () => {
    const written = await readFile(join(ROOT, 'examples', 'clients', 'relay', 'questions.ts'), 'utf8')
    const names = [...written.matchAll(/^ {2}(?:query|subscription) (\w+)/gm)].map(([, name]) => name)
    expect(compiled.map(({ params }) => params.name).sort()).toEqual(names.sort())
    expect(await readdir(join(ROOT, 'examples', 'clients', 'relay', 'compiled'))).toHaveLength(names.length)
  })

  test('is valid for schema.graphql: else run npx relay-compiler@21.0.1 in examples/clients/relay', async () => {
    const schema = buildSchema(await readFile(join(ROOT, 'schema.graphql'), 'utf8'))
    for (const { params } of compiled) expect(validate(schema, parse(params.text ?? ''))).toEqual([])
  })
})
