import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readBatchFile } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { disagreementNoted, eventCorrected, eventRetracted, isOfType } from '../../src/event/index.ts'
import { describeWith, SOURCES, texts } from '../require.ts'
import { excerptsIn, firstMissing, ROOT, readPage } from './markdown.ts'
import { runCommand } from './run-command.ts'

const page = readPage('docs/first-chronicle.md')
const folder = mkdtempSync(join(tmpdir(), 'regesta-first-chronicle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const excerpts = excerptsIn(page).map(({ command, lines }) => ({
  command: command.replace(/\bDIR\b/, SOURCES),
  lines,
}))
const needTexts = ({ command }: { readonly command: string }): boolean => command.includes(SOURCES)

async function missingFrom({ command, lines }: (typeof excerpts)[number]): Promise<string | undefined> {
  return firstMissing(await runCommand(command, { REGESTA_LEDGER: join(folder, 'ledger.sqlite') }), lines)
}

/** The events of a batch file of the first chronicle. */
function eventsOf(name: string) {
  const text = readFileSync(join(ROOT, 'events', 'japan-viet-nam', name), 'utf8')
  const read = readBatchFile(name, text, bilateral.vocabulary.catalogue)
  if (!read.ok) throw new Error(`${name} is not valid`)
  return read.batch.events.map(({ event }) => event)
}

describe('the page on the first chronicle', () => {
  const files = readdirSync(join(ROOT, 'events', 'japan-viet-nam')).filter((name) => name.endsWith('.yaml'))

  test('has at most 140 lines', () => {
    expect(page.trimEnd().split('\n').length).toBeLessThanOrEqual(140)
  })

  test('stands before the third reading at the position that it names', () => {
    const before = files.filter((name) => name < '0008').flatMap(eventsOf).length
    expect(page).toContain(`${before} is the last`)
    expect(page).toContain(`--from-position ${before} `)
  })

  test('names what the third reading corrected and retracted, and each noted disagreement across texts', () => {
    const acts = eventsOf('0008-third-reading.yaml').filter(
      (event) => isOfType(eventCorrected, event) || isOfType(eventRetracted, event),
    )
    const notes = eventsOf('0007-disagreements.yaml').filter((event) => isOfType(disagreementNoted, event))
    const names = [
      ...acts.map(({ subject }) => subject),
      ...notes.map(({ subject }) => subject.replace('disagreement/', '')),
    ]
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  test.each(excerpts.filter((each) => !needTexts(each)))('$command prints what it shows', async (shown) => {
    expect(await missingFrom(shown)).toBe(undefined)
  })
})

describeWith(texts, 'the page on the first chronicle', () => {
  test.each(excerpts.filter(needTexts))('$command prints what it shows', async (shown) => {
    expect(await missingFrom(shown)).toBe(undefined)
  })
})
