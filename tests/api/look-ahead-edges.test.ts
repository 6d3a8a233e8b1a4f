import { describe, expect, it } from 'vitest'
import { evidenceIn, loanMade, openTale, Tale } from '../toy/index.ts'
import { askOf, at } from './ask.ts'
import { librarySchema } from './library-api.ts'

/** The rare cases that the random search has found, each by itself. */

const events = '{ nodes { type position evidence { source { id title label } } target { position } } }'

async function timelineOf(tale: Tale, args: string): Promise<unknown> {
  const ask = askOf(librarySchema, await openTale(tale))
  const { data } = await ask(`{ library(id: "library") { timeline(order: RECORDED, ${args}) ${events} } }`)
  return at(data, 'library', 'timeline', 'nodes')
}

function lateAndEarly() {
  const tale = new Tale()
  tale.source('late', '2020-06-01')
  tale.source('early', '2020-01-01')
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'late' })
  return { tale, loan }
}

describe('no answer depends on what cannot be seen', () => {
  it('a correction without a ground of its own is not seen before what it corrects', async () => {
    const { tale, loan } = lateAndEarly()
    tale.correct(loan, { payload: { book: 'book/b' } })
    tale.retract(loan)
    const seen = await timelineOf(tale, 'knownAt: "2020-05-31"')
    expect(seen).toMatchObject([{ position: 2 }])
    expect(await timelineOf(tale, 'knownAt: "2020-06-01"')).toMatchObject([
      { position: 1 },
      { position: 2 },
      { position: 4 },
      { position: 5, target: { position: 3 } },
    ])
  })

  it('an act with a ground of its own is seen by that, and does not show what it acts on', async () => {
    const { tale, loan } = lateAndEarly()
    tale.retract(loan, { by: 'early' })
    expect(await timelineOf(tale, 'knownAt: "2020-05-31"')).toMatchObject([
      { position: 2 },
      { position: 4, target: null },
    ])
  })

  it('evidence in a source that was not out is left out, though the event is seen by another', async () => {
    const { tale, loan } = lateAndEarly()
    tale.correct(loan, { evidence: [...evidenceIn(['early']).evidence] })
    expect(await timelineOf(tale, 'knownAt: "2020-05-31"')).toMatchObject([
      { position: 2 },
      { position: 3, evidence: [] },
      { position: 4 },
    ])
  })

  it('a correction that moves an event to a source that was not out hides both', async () => {
    const { tale } = lateAndEarly()
    const other = tale.tell(loanMade, 'loan/2', { book: 'book/a' }, { on: '2020-01-01', by: 'early' })
    tale.correct(other, { evidence: [...evidenceIn(['late']).evidence] })
    expect(await timelineOf(tale, 'knownAt: "2020-05-31"')).toMatchObject([{ position: 2 }])
  })
})
