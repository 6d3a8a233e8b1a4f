import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAll } from '../src/archive/index.ts'
import { bilateral } from '../src/domains/index.ts'
import { openChronicle } from '../src/engine/index.ts'
import { createSchema } from '../src/graphql/index.ts'
import { createApi } from '../src/server/index.ts'
import { openSqliteLedger } from '../src/stores/index.ts'
import { fixedClock } from '../src/time/index.ts'
import { asking } from '../tests/graphql/ask.ts'
import { inventedEvents } from './invented.ts'
import { compareWhole, type Figure } from './pairs.ts'

const LAUNCHER = join(import.meta.dirname, '..', 'bin', 'regesta.mjs')
const NAME = 'invented'
const BATCHES = 10

/**
 * What recording the invented chronicle costs in ten batches by `regesta record`, as whole processes into SQLite with
 * sealing: the last batch against the first; starting from half of the batch files against from one; and one event by
 * `recordEvents` where all is recorded against a tenth.
 */
export async function recordingFigures(size: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-recording-'))
  try {
    return [...(await batchFigures(folder, size)), await eventFigure(folder, size)]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function batchFigures(folder: string, size: number): Promise<readonly Figure[]> {
  const drafts = await writeDrafts(folder, size)
  const [first = '', last = ''] = [drafts[0], drafts.at(-1)]
  const built = join(folder, 'built')
  const at = (done: number) => join(folder, `after-${done}`)
  for (const [done, draft] of drafts.slice(0, -1).entries()) {
    await record(built, draft)
    if ([1, BATCHES / 2].includes(done + 1)) await cp(built, at(done + 1), { recursive: true })
  }
  let runs = 0
  const fresh = async (from?: string) => {
    const place = join(folder, `run-${runs++}`)
    if (from !== undefined) await cp(from, place, { recursive: true })
    return place
  }
  // The copies are made before anything is timed.
  const copies: string[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) copies.push(await fresh(built))
  const recordFirst = async () => record(await fresh(), first)
  const recordLast = async () => record(copies.pop() ?? built, last)
  const start = async (done: number) => {
    const ledgerPath = join(await fresh(), 'ledger.sqlite')
    const { vocabulary } = bilateral
    await (await openAll({ eventsDir: join(at(done), 'events'), ledgerPath, vocabulary })).close()
  }
  return [
    await compareWhole(`record the tenth of ten batches / the first`, recordFirst, recordLast, PAIRS),
    await compareWhole(
      `start from five batch files / from one`,
      () => start(1),
      () => start(BATCHES / 2),
      PAIRS,
    ),
  ]
}

const PAIRS = 3

async function writeDrafts(folder: string, size: number): Promise<readonly string[]> {
  const events = inventedEvents(size, NAME).map(({ body }) => {
    const { chronicle: _, version: __, ...event }: Record<string, unknown> = JSON.parse(body)
    return event
  })
  const length = size / BATCHES
  const drafts: string[] = []
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const draft = join(folder, `part-${batch}.draft.yaml`)
    const own = events.slice(batch * length, (batch + 1) * length)
    await writeFile(draft, JSON.stringify({ chronicle: NAME, reader: 'the bench', events: own }))
    drafts.push(draft)
  }
  return drafts
}

/** Records a draft in a place by the command, as a process of its own. */
async function record(place: string, draft: string): Promise<void> {
  const where = [
    '--chronicle',
    NAME,
    '--events',
    join(place, 'events'),
    '--ledger',
    join(place, 'ledger.sqlite'),
  ]
  const child = spawn(process.execPath, [LAUNCHER, 'record', draft, ...where], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`recording ${draft} ended with ${code}`)
}

async function eventFigure(folder: string, size: number): Promise<Figure> {
  const [recordFew, recordMany] = [await recorderAt(folder, size / 10), await recorderAt(folder, size)]
  for (let warm = 0; warm < 20; warm += 1) await Promise.all([recordFew(), recordMany()])
  const name = 'one event by recordEvents where all is recorded / a tenth of it'
  return compareWhole(name, recordFew, recordMany, 15, 10)
}

/** Records one new event at each call, by the API, where so many are recorded. */
async function recorderAt(folder: string, size: number): Promise<() => Promise<void>> {
  const place = join(folder, `api-${size}`)
  await mkdir(place)
  const ledger = await openSqliteLedger({ path: join(place, 'ledger.sqlite'), mode: 'write' })
  const events = inventedEvents(size, NAME)
  await ledger.append({ chronicle: NAME, name: 'all', recordedAt: 1, events })
  const clock = fixedClock('2026-01-01T00:00:00Z')
  const chronicle = await openChronicle({ name: NAME, vocabulary: bilateral.vocabulary, ledger, clock })
  const ask = asking(
    createApi({
      schema: createSchema(bilateral),
      chronicles: new Map([[NAME, chronicle]]),
      authenticate: async () => ({ role: 'recorder', name: 'the bench' }),
    }),
  )
  let nth = 0
  return async () => {
    nth += 1
    const event = {
      type: 'MeetingHeld',
      subject: `meeting/new-${nth}`,
      payload: { kind: 'talks', name: `new talks ${nth}` },
      valid: { edtf: '1951-02-03', basis: 'STATED' },
      evidence: [{ source: 'source/s3', locator: `p. ${nth}`, role: 'STATEMENT' }],
    }
    const { data, errors } = await ask(RECORD, { input: { chronicle: NAME, events: [event] } })
    if (!JSON.stringify(data).includes('RecordEventsSuccess'))
      throw new Error(JSON.stringify({ data, errors }))
  }
}

const RECORD =
  'mutation Record($input: RecordEventsInput!) { recordEvents(input: $input) { __typename ... on ValidationFailed { faults { code message path } } } }'
