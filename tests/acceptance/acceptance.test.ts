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

test('every question that was given is asked', () => {
  expect(namesIn('.', '.graphql')).toEqual(GIVEN.split(' '))
})

test('thirty questions or more are our own, of each of the eight kinds', () => {
  const own = namesIn('own', '.graphql')
  expect(own.length).toBeGreaterThanOrEqual(30)
  expect(new Set(own.map((name) => name.replace('own/', '').slice(0, 1)))).toEqual(new Set('ABCDEFGH'))
})

describe.each(['.', 'own'])('%s', (folder) => {
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
