import { beforeEach, describe, expect, test } from 'vitest'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { RegestaError } from '../../../src/errors.ts'
import { NOBODY, Streams, type Viewer } from '../../../src/graphql/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Api, createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { fetchBy, subscribe } from '../../graphql/event-source.ts'
import { librarySchema } from '../../graphql/library-api.ts'
import { bookCatalogued, library, TALE, Tale } from '../../toy/index.ts'

const HEARTBEAT = 30

let chronicle: Chronicle
let streams: Streams
let api: Api
let tale: Tale
/** Who one is, by what one shows. */
let lets: (shown: string) => Viewer

beforeEach(async () => {
  tale = new Tale()
  const clock = fixedClock('2030-01-01T00:00:00Z')
  chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger: openMemoryLedger(), clock })
  tale.source('gazette', '2020-01-10')
  await chronicle.record({ events: tale.envelopes })
  streams = new Streams({ heartbeat: HEARTBEAT })
  lets = (shown) => ({ role: 'reader', name: shown })
  api = createApi({
    schema: librarySchema,
    chronicles: new Map([[TALE, chronicle]]),
    streams,
    authenticate: async ({ headers }) => lets(headers.get('x-shown') ?? ''),
  })
})

const follow = (shown: string, field = `events(chronicle: "${TALE}") { position }`) =>
  subscribe(fetchBy(api), `subscription { ${field} }`, {}, { 'x-shown': shown })

function refusing(code: string): (shown: string) => Viewer {
  return (shown) => {
    if (shown === 'struck')
      throw new RegestaError(code, 'invalid', 'the token is not one that is let in here')
    return { role: 'reader', name: shown }
  }
}

describe('a stream that was let in', () => {
  test.each([
    ['events', `events(chronicle: "${TALE}") { position }`],
    ['states', `state(chronicle: "${TALE}", atMostEvery: 0) { state { bookList { key } } }`],
  ])('of %s ends after its credential is struck out, and says why; others go on', async (what, field) => {
    const [one, other] = [await follow('struck', field), await follow('kept', field)]
    if (what === 'states') for (const stream of [one, other]) await stream.next()
    lets = refusing('E_UNAUTHENTICATED')
    expect(await one.next()).toEqual({
      id: undefined,
      data: undefined,
      errors: [
        {
          message: 'the subscription ends here: the token is not one that is let in here',
          extensions: { code: 'E_UNAUTHENTICATED', category: 'invalid' },
        },
      ],
    })
    expect(await one.next()).toBeUndefined()
    expect(streams.open).toBe(1)
    const coming = other.next()
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2020-01-05', by: 'gazette' })
    await chronicle.record({ events: tale.envelopes })
    expect((await coming)?.errors).toEqual([])
    other.leave()
    await expect.poll(() => [streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test.each([
    ['is no reader any more', (): Viewer => ({ role: 'nobody', name: 'struck' }), 'E_FORBIDDEN'],
    ['would be nobody', (): Viewer => NOBODY, 'E_UNAUTHENTICATED'],
  ])('ends once whoever sent it %s', async (_, viewer, code) => {
    const stream = await follow('struck')
    lets = viewer
    expect((await stream.next())?.errors).toMatchObject([{ extensions: { code, needs: 'reader' } }])
    expect(await stream.next()).toBeUndefined()
  })

  test.each([
    ['who one is cannot be found out now', refusing('E_AUTH_UNAVAILABLE')],
    [
      'to find it out fails',
      () => {
        throw new Error('no disk')
      },
    ],
    ['one has become more than a reader', (): Viewer => ({ role: 'admin', name: 'struck' })],
  ])('goes on while %s', async (_, viewer) => {
    const stream = await follow('struck')
    lets = viewer
    expect(await stream.within(HEARTBEAT * 5)).toEqual([])
    expect(streams.open).toBe(1)
    stream.leave()
    await expect.poll(() => streams.open).toBe(0)
  })

  test('is asked about no more once it is over', async () => {
    let asked = 0
    const stream = await follow('kept')
    lets = (shown) => {
      asked += 1
      return { role: 'reader', name: shown }
    }
    await expect.poll(() => asked).toBeGreaterThan(1)
    stream.leave()
    await expect.poll(() => streams.open).toBe(0)
    asked = 0
    await new Promise((resolve) => setTimeout(resolve, HEARTBEAT * 4))
    expect(asked).toBe(0)
  })
})
