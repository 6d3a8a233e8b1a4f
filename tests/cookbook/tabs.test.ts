import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerDocuments } from '../../cookbook/documents.ts'
import { bilateral } from '../../src/domains/index.ts'

const names = ['what stood', 'what changed', 'who says so']
/** The tabs of the chronicle that they have days for, and those of any other, asked of that one. */
const tabs = ['japan-viet-nam', 'press-a'].flatMap((chronicle) =>
  bilateral.examples([chronicle]).map((query, index) => ({
    name: `${names[index]} in ${chronicle}`,
    query: query.replace('press-a', 'japan-viet-nam'),
  })),
)
let folder: string
let answers: ReadonlyMap<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-tabs-'))
  answers = await answerDocuments(tabs, join(folder, 'ledger.sqlite'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('there are three tabs for a chronicle, and one more where there is another number of them', () => {
  expect(tabs.length).toBe(6)
  expect(
    bilateral.examples(['press-a', 'japan-viet-nam']).map((query) => /query (\w+)/.exec(query)?.[1]),
  ).toEqual(['WhatStood', 'WhatChanged', 'WhoSaysSo', 'WhichThereAre'])
  expect(bilateral.examples(['press-a', 'japan-viet-nam'])[0]).toContain('japan-viet-nam')
  expect(bilateral.examples([]).length).toBe(1)
})

test.each(tabs.map(({ name }) => name))('%s is answered without errors, and with something', (name) => {
  const answer = answers.get(name) ?? ''
  expect(answer).not.toContain('"errors"')
  expect(answer).toMatch(/"(content|subject)": "/)
})

test('every line of a tab shows whole on a small screen', () => {
  const lines = tabs.flatMap(({ query }) => query.split('\n'))
  expect(lines.filter((line) => line.length > 52)).toEqual([])
})
