import { expect, test } from 'vitest'
import { gridDay } from '../../../src/exchange/read-grid.ts'
import { en } from '../../../web/src/strings.ts'
import { answerSentence, doneLaterInWords, type Standing } from '../../../web/src/thing/answer-sentence.ts'

const day = (text: string) => ({ earliest: gridDay(text), latest: gridDay(text) })
const STANDING: Standing = {
  answer: 'definitely',
  date: gridDay('2026-02-01'),
  known: gridDay('2026-02-01'),
  recordEnds: gridDay('2025-12-04'),
  task: undefined,
  done: undefined,
  isDoneLater: false,
  ahead: undefined,
  marks: [{ aspect: 'happened', isCertain: true, begin: day('2025-04-28'), end: day('2025-04-28') }],
  happens: false,
  when: undefined,
  isLikely: false,
  attested: { last: undefined, next: undefined },
  blockers: [],
}
const open = { due: [day('2025-12-31')], isCertain: true, state: 'open' as const }
const hidden = {
  when: '28 April 2025',
  known: '29 April 2025',
  sources: [{ subject: 'source/a', label: '004' }],
}

test.each<[Partial<Standing>, string]>([
  [{}, 'Definitely: 28 April 2025.'],
  [{ happens: true }, 'Definitely happened: 28 April 2025.'],
  [{ marks: [] }, 'Definitely.'],
  [{ task: open }, 'Open, and overdue since 1 January 2026, as far as sources say.'],
  [{ task: open, date: gridDay('2025-05-01') }, 'Open, due 31 December 2025, in 244 days.'],
  [{ task: open, date: gridDay('2025-12-31') }, 'Open, due 31 December 2025, on this day.'],
  [{ task: { ...open, due: [] } }, 'Open as far as sources say; no due date is given.'],
  [
    { task: { ...open, due: [day('2025-12-31'), day('2026-12-31')] } },
    'Open; sources differ on when it is due: 31 December 2025, or 31 December 2026.',
  ],
  [{ task: { ...open, state: 'done' } }, 'Done.'],
  [
    {
      task: { ...open, state: 'done' },
      done: { when: '4 December 2025', sources: [], inferredFrom: undefined },
    },
    'Done 4 December 2025.',
  ],
  [
    {
      task: { ...open, state: 'done' },
      done: { when: '4 December 2025', sources: hidden.sources, inferredFrom: hidden.sources },
    },
    'Done 4 December 2025 (inferred from [004]).',
  ],
  [
    { answer: 'possibly', task: open },
    'Possibly there; if so: open, and overdue since 1 January 2026, as far as sources say.',
  ],
  [{ answer: 'possibly' }, 'Possibly: 28 April 2025.'],
  [{ answer: 'no', blockers: [{ ...hidden, by: 'NOT_YET' }] }, 'No, not yet on this day: 28 April 2025.'],
  [{ answer: 'no', blockers: [{ ...hidden, by: 'OVER' }] }, 'No, over by this day: 28 April 2025.'],
  [{ answer: 'no' }, 'No, not on this day.'],
  [
    { answer: 'unknown', attested: { last: '23 November 2021', next: '4 December 2025' } },
    'Unknown on this day; last mentioned 23 November 2021; next 4 December 2025.',
  ],
])('answerSentence() of %j says "%s"', (change, sentence) => {
  expect(answerSentence({ ...STANDING, ...change }, en).sentence).toBe(sentence)
})

test('answerSentence() says what silence rests on', () => {
  expect(answerSentence({ ...STANDING, task: open }, en).why).toEqual([
    'No source out by 1 February 2026 says that it was done, and none is newer than 4 December 2025. Whether it was done since is unknown.',
  ])
})

test('answerSentence() says nothing of silence where sources say of a later day that it was done', () => {
  expect(answerSentence({ ...STANDING, task: open, isDoneLater: true }, en).why).toEqual([])
})

test('doneLaterInWords() says when it is done, and who says so once that is read', () => {
  const later = { from: gridDay('2025-12-04'), isCertain: true }
  const done = { when: '4 December 2025', sources: hidden.sources, inferredFrom: undefined }
  expect(doneLaterInWords(later, undefined, en)).toBe('Done later: 4 December 2025')
  expect(doneLaterInWords(later, done, en)).toBe('Done later: 4 December 2025 [004]')
  expect(doneLaterInWords(later, { ...done, inferredFrom: hidden.sources }, en)).toBe(
    'Done later: 4 December 2025 (inferred from [004])',
  )
  expect(doneLaterInWords({ ...later, isCertain: false }, undefined, en)).toBe(
    'Possibly done later: from 4 December 2025 on',
  )
})

test('answerSentence() says why it is no more certain, each reason once', () => {
  const blocker = { ...hidden, by: 'POSSIBLY_KNOWN' as const }
  const { why } = answerSentence({ ...STANDING, answer: 'possibly', blockers: [blocker, blocker] }, en)
  expect(why).toHaveLength(1)
  expect(why[0]).toContain('[004]')
})
