import { expect, test } from 'vitest'
import { openTale, Tale } from '../../toy/index.ts'
import { askOf } from '../ask.ts'
import { librarySchema } from '../library-api.ts'
import { Dice } from '../look-ahead/dice.ts'
import { tellMore, tellSources } from './busy-tale.ts'

const TALES = 12
const QUESTIONS = 40

const CERTAINTIES = ['', 'certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]', 'certainty: [POSSIBLY]']
const TRUSTS = ['', '', 'trusting: { only: ["source/north"] }', 'trusting: { without: ["source/east"] }']

test('items by valid and by known days are those of a look at every item, from every basis', async () => {
  const found = new Set<number>()
  for (let seed = 1; seed <= TALES; seed += 1) {
    const dice = new Dice(seed)
    const tale = new Tale()
    tellSources(tale, dice)
    tellMore(tale, dice, 10 + dice.upTo(60))
    const ask = askOf(librarySchema, await openTale(tale))
    for (let question = 0; question < QUESTIONS; question += 1) {
      const point = pointOf(dice, tale.events.length)
      const args = `${rangesOf(dice)} ${dice.of(CERTAINTIES)} order: ${dice.of(['VALID', 'KNOWN', 'SUBJECT'])}_ASC`
      // A search for nothing finds all, and has each looked up and tested.
      const list = (all: string) => `items(first: 100, ${all} ${args}) { totalCount nodes { id certainty } }`
      const { data, errors } = await ask(
        `{ library(id: "library") { asOf(${point}) { dated: ${list('')} looked: ${list('search: ""')} } } }`,
      )
      expect(errors).toEqual([])
      const { dated, looked } = Object(data).library.asOf
      expect([point, args, dated]).toEqual([point, args, looked])
      found.add(looked.totalCount)
    }
  }
  expect(found.size).toBeGreaterThan(4)
})

function dayOf(dice: Dice): string {
  return `2020-01-${String(1 + dice.upTo(14)).padStart(2, '0')}`
}

function pointOf(dice: Dice, head: number): string {
  return [
    `date: "${dayOf(dice)}"`,
    dice.oneIn(2) ? `knownAt: "${dayOf(dice)}"` : '',
    dice.oneIn(2) ? `position: ${1 + dice.upTo(head)}` : '',
    dice.of(TRUSTS),
  ].join(' ')
}

function rangesOf(dice: Dice): string {
  const range = () => {
    const days = [dayOf(dice), dayOf(dice)].sort()
    const ends = dice.of([`from: "${days[0]}"`, `to: "${days[1]}"`, `from: "${days[0]}", to: "${days[1]}"`])
    return `{ ${ends}, sure: ${dice.oneIn(3)} }`
  }
  return dice.of([`valid: ${range()}`, `known: ${range()}`, `valid: ${range()} known: ${range()}`])
}
