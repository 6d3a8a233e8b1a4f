import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draftPreviews, previewDraft } from '../../src/archive/index.ts'
import { changesJson } from '../../src/cli/state-json.ts'
import { bilateral } from '../../src/domains/index.ts'
import { sqliteDriver } from '../../src/stores/sqlite/driver.ts'
import { fixedClock } from '../../src/time/index.ts'
import { endWithFile } from '../started-processes.ts'
import {
  BARE_ENVIRONMENT,
  MAIN,
  makePlace,
  NAME,
  type Place,
  regesta,
  TEXTS,
  THIRD,
} from './small-chronicle.ts'

const THIRD_TEXT = readFileSync(THIRD, 'utf8')

/** `regesta record --watch` in a process of its own, without a terminal. */
function watching(place: Place, file: string) {
  const own = { REGESTA_LEDGER: place.ledger, REGESTA_EVENTS: place.events, REGESTA_SOURCES: TEXTS }
  const child = endWithFile(
    spawn(process.execPath, [MAIN, 'record', file, '--watch'], {
      cwd: place.dir,
      env: { ...BARE_ENVIRONMENT, ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
  let [printed, from] = ['', 0]
  let look = () => {}
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      printed += String(bytes)
      look()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    /** What is printed from the last call on, once it matches; rejects where the process ends before. */
    next: (wanted: RegExp) =>
      new Promise<string>((resolve, reject) => {
        void ended.then(() => reject(new Error(`ended before ${wanted}: ${printed.slice(from)}`)))
        look = () => {
          const found = wanted.exec(printed.slice(from))
          if (found === null) return
          const text = printed.slice(from)
          from += found.index + found[0].length
          look = () => {}
          resolve(text)
        }
        look()
      }),
    stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}

test('record --watch shows faults, warnings and what would change at each save, and records nothing', async () => {
  const place = await makePlace()
  const file = 'nets.draft.yaml'
  const save = (text: string) => writeFileSync(join(place.dir, file), text)
  save(THIRD_TEXT.replace('2025-01-14, basis', '2025-13-14, basis').replace('in Holm', 'in Hlm'))
  const { next, stop } = watching(place, file)
  expect(await next(/E_QUOTE_NOT_FOUND.*\n/)).toMatch(
    /^\n\d\d:\d\d:\d\d nets\.draft\.yaml: 1 event, 2 faults, 0 warnings\nnets\.draft\.yaml:7:20 E_EDTF .*\nnets\.draft\.yaml:8:44 E_QUOTE/,
  )

  save(THIRD_TEXT.replace('edtf: 2025-01-14', 'edtf: 2030-01-14'))
  expect(await next(/The state today is the same/)).toMatch(
    /: 1 event, 0 faults, 1 warning\nnets\.draft\.yaml:7:20 W_BEFORE_IT_HAPPENED .*\nWould seal 0003-nets\.yaml/,
  )

  rmSync(join(place.dir, file))
  await next(/nets\.draft\.yaml is not there; expected a file; waiting until it is saved/)
  save('')
  await next(/nets\.draft\.yaml is empty; waiting until it is saved/)
  save('chronicle: arlandia-bolria\nevents:\n  - type: [')
  await next(/fault/)

  // As an editor saves: a new file in place of the old one.
  writeFileSync(join(place.dir, '.nets.swp'), THIRD_TEXT)
  renameSync(join(place.dir, '.nets.swp'), join(place.dir, file))
  expect(await next(/minutes: the mesh of nets/)).toContain(': 1 event, 0 faults, 0 warnings')

  save(THIRD_TEXT.replaceAll(NAME, 'other-one'))
  await next(/E_NO_CHRONICLE .*begin it with --chronicle other-one/)

  expect(await stop()).toBe(0)
  expect(readdirSync(join(place.events, NAME)).sort()).toEqual([
    '0001-first-talks.yaml',
    '0002-first-dialogue.yaml',
    'ledger.sum',
  ])
  expect(existsSync(place.ledger)).toBe(false)
})

test('record --watch refuses a draft that is not there, and --json', async () => {
  const place = await makePlace()
  expect(await regesta(place, ['record', 'none.yaml', '--watch'])).toMatchObject({
    code: 3,
    err: expect.stringContaining('E_NO_FILE none.yaml is not there'),
  })
  expect((await regesta(place, ['record', THIRD, '--watch', '--json'])).code).toBe(2)
})

test('draftPreviews() opens the ledger once, and again when someone recorded meanwhile', async () => {
  const place = await makePlace()
  expect((await regesta(place, ['as-of'])).code).toBe(0)
  let opened = 0
  const counting = {
    ...sqliteDriver,
    open: (...args: Parameters<typeof sqliteDriver.open>) => {
      opened++
      return sqliteDriver.open(...args)
    },
  }
  const { vocabulary } = bilateral
  const clock = fixedClock('2026-02-01T12:00:00Z')
  const options = { vocabulary, ledgerPath: place.ledger, clock, mode: 'write', drivers: [counting] } as const
  const dir = join(place.events, NAME)
  const sealing = (text: string) => ({
    file: THIRD,
    text: text.replace(/quote: [^,]+/, 'locator: page 3'),
    catalogue: vocabulary.catalogue,
    now: clock.now(),
  })
  const previews = draftPreviews(options, dir)
  const changed = async (text: string) => {
    const { plan, comparison } = await previews.preview(sealing(text))
    const changes = comparison.changes('instrument').map(({ change, subject }) => `${change} ${subject}`)
    return [plan.sealed?.name, ...changes]
  }
  const third = ['0003-third.yaml', 'added instrument/2025-01-14-nets']
  expect(await changed(THIRD_TEXT)).toEqual(third)
  expect(await changed(THIRD_TEXT.replace('14-nets', '14-boats'))).toEqual([
    '0003-third.yaml',
    'added instrument/2025-01-14-boats',
  ])
  expect(await changed(THIRD_TEXT)).toEqual(third)
  expect(opened).toBe(1)

  const whole = await previewDraft(options, dir, sealing(THIRD_TEXT))
  const again = await previews.preview(sealing(THIRD_TEXT))
  expect(again.plan).toEqual(whole.plan)
  expect(changesJson(again.comparison, bilateral)).toEqual(changesJson(whole.comparison, bilateral))
  await whole.close()

  expect((await regesta(place, ['record', THIRD, '--sources', TEXTS])).code).toBe(0)
  expect(await changed(THIRD_TEXT.replace('14-nets', '14-boats'))).toEqual([
    '0004-third.yaml',
    'added instrument/2025-01-14-boats',
  ])
  await previews.close()
  expect(opened).toBe(3)
})

test.skipIf(process.platform === 'win32')('record --watch refuses at once what is no draft', async () => {
  const place = await makePlace()
  const refused = async (file: string) => {
    const { code, err } = await regesta(place, ['record', file, '--watch'])
    return [code, err.trim()]
  }
  expect(await refused(place.dir)).toEqual([5, `E_NO_FILE ${place.dir} is a folder; expected a file`])
  expect(await refused('/dev/zero')).toEqual([
    5,
    '/dev/zero E_TOO_LARGE has more than 268435456 bytes; expected 268435456 at most',
  ])
})
