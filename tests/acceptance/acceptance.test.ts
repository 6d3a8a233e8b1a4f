import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asking, namesIn, openAsking, readAnswer, readQuestion } from './questions.ts'

/** The questions that the corpus must answer, each a document whose answer was worked out from the texts. */

let asking: Asking
beforeAll(async () => {
  asking = await openAsking()
})
afterAll(() => asking.close())

const GIVEN =
  'A01 A02 A05 A06 A09 A10 B01 B03 B05 C01 C03 C06 D01 D04 D07 D08 E01 E04 E05 F01 F02 F05 F07 G01 G04 H01 H02 H04'

/** Forty that third readers made from the texts and answered by hand, without sight of the chronicle. */
const OF_THIRD_READERS =
  'A31 A32 A33 A34 A35 A36 A37 B31 B32 B33 B34 C31 C32 C33 C34 C35 D31 D32 D33 D34 D35 E31 E32 E33 E34 ' +
  'F31 F32 F33 F34 F35 G31 G32 G33 G34 H31 H32 H33 H34 H35 H36'

test('every question that was given is asked', () => {
  expect(namesIn('.', '.graphql')).toEqual(GIVEN.split(' '))
})

test('thirty questions or more are our own, of each of the eight kinds', () => {
  const own = namesIn('own', '.graphql')
  expect(own.length).toBeGreaterThanOrEqual(30)
  expect(new Set(own.map((name) => name.replace('own/', '').slice(0, 1)))).toEqual(new Set('ABCDEFGH'))
})

test('all forty questions of the third readers are asked, some of each of the eight kinds', () => {
  const names = OF_THIRD_READERS.split(' ')
  expect(namesIn('third', '.graphql')).toEqual(names.map((name) => `third/${name}`))
  expect(names).toHaveLength(40)
  expect(new Set(names.map((name) => name.slice(0, 1)))).toEqual(new Set('ABCDEFGH'))
})

describe.each(['.', 'own', 'third'])('%s', (folder) => {
  const names = namesIn(folder, '.graphql')

  test('every question has its answer, and every answer its question', () => {
    expect(namesIn(folder, '.json')).toEqual(names)
  })

  test.each(names)('%s opens with the question in words', (name) => {
    expect(readQuestion(name).words).toMatch(/^# .+[?.]$/)
  })

  test.each(names)('%s is answered exactly as the texts have it', async (name) => {
    expect(await asking.ask(readQuestion(name).document)).toEqual(readAnswer(name))
  })
})
