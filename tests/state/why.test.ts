import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventId, RecordedEvent } from '../../src/event/index.ts'
import { type Field, type Item, whyOf } from '../../src/state/index.ts'
import { bookCatalogued, bookFields, library, stateOf, Tale } from '../toy/index.ts'
import { cases, engineOf } from './random.ts'

/** What a field says, in few words. */
function saying(item: Item | undefined, field: Field<never>): unknown {
  const { answer, values } = item?.get(field) ?? { answer: 'unknown', values: [] }
  return [answer, values.map((each) => `${each.answer} ${each.standings[0]?.claim.spelling}`).sort()]
}

describe('whyOf()', () => {
  const tale = new Tale()
  tale.source('north', '2020-01-01')
  tale.source('south', '2020-01-02')
  const first = tale.tell(
    bookCatalogued,
    'book/a',
    { title: 'Emma', language: 'en' },
    { on: '2020-01', by: 'north' },
  )
  tale.tell(bookCatalogued, 'book/a', { title: 'Emma', language: 'en' }, { on: '2020-01', by: 'south' })
  const corrected = tale.correct(first, { payload: { title: 'Emma' } })

  function why(field: Field<never>, without: readonly string[] = []): readonly EventId[] {
    const state = stateOf(tale.events, { date: '2020-03-01', trusting: { without } })
    const item = state.item('book/a')
    return item === undefined ? [] : whyOf(library, state, item, field)
  }

  it('needs one of two that say the same, and no act that changes nothing', () => {
    expect(why(bookFields.title)).toEqual([first])
    expect(why(bookFields.title)).not.toContain(corrected)
  })

  it('names the act that makes a value so', () => {
    const other = tale.correct(first, { payload: { language: 'fr' } })
    expect(why(bookFields.language, ['source/south'])).toEqual([first, other])
    expect(why(bookFields.owned)).toEqual([first])
  })

  it('is enough, and nothing in it can be missed, in random chronicles', () => {
    let asked = 0
    fc.assert(
      fc.property(cases, (told) => {
        // What is inferred comes with its premises, which may be anything: of that the next test tells.
        const events = told.events.filter(({ event }) => event.premises === undefined)
        const sources = new Set(
          events.filter(({ event }) => event.type.startsWith('Source')).map(({ id }) => id),
        )
        const isGiven = ({ id, event: { target } }: RecordedEvent) =>
          sources.has(id) || (target !== undefined && sources.has(target.event))
        const { at } = engineOf(events)
        for (const point of told.points)
          for (const item of [...library.kinds.keys()].flatMap((kind) => at(point).list(kind)))
            for (const field of [item.kind.existence, ...item.kind.fields]) {
              const saidWith = (ids: readonly EventId[]) => {
                const left = events.filter((each) => isGiven(each) || ids.includes(each.id))
                return saying(engineOf(left).at(point).item(item.subject), field)
              }
              const kept = whyOf(library, at(point), item, field)
              expect(saidWith(kept)).toEqual(saying(item, field))
              for (const id of kept)
                expect(saidWith(kept.filter((other) => other !== id))).not.toEqual(saying(item, field))
              asked += kept.length
            }
      }),
      { numRuns: 250 },
    )
    expect(asked).toBeGreaterThan(200)
  })

  it('names what speaks and what dates it, though the one is a premise of the other', () => {
    const inferring = new Tale()
    inferring.source('north', '2020-12-31')
    const seen = inferring.tell(bookCatalogued, 'book/a', { title: 'Emma' }, { on: '2020', by: 'north' })
    const dated = inferring.date([seen], '2020-02')
    const state = stateOf(inferring.events, { date: '2020-03-01' })
    const item = state.item('book/a')
    expect(item?.existence.answer).toBe('definitely')
    expect(item && whyOf(library, state, item, bookFields.owned)).toEqual([seen, dated])
  })

  it('is empty where nobody says anything', () => {
    expect(why(bookFields.condition)).toEqual([])
  })
})
