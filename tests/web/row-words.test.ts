import { expect, test } from 'vitest'
import { rowWords } from '../../web/src/state/row-words.ts'
import { strings } from '../../web/src/strings.ts'
import { drawnGrid } from './drawn-grid.ts'

test('rowWords() of what is overdue says that it was done later, where sources say so of a later day', () => {
  const grid = drawnGrid(
    [
      {
        subject: 'duty/late',
        exists: [[0, null, 'definitely']],
        task: [
          [0, 30, ['open', true, [10, 10]]],
          [30, null, ['done', true, [10, 10]]],
        ],
      },
      {
        subject: 'duty/never',
        exists: [[0, null, 'definitely']],
        task: [[0, null, ['open', true, [10, 10]]]],
      },
    ],
    40,
  )
  const [late, never] = grid.at(20).map((state) => rowWords(state, 40, strings).due)
  expect(late).toBe('Overdue since 12 January 1970. Done later: 31 January 1970.')
  expect(never).toContain('No source used here says that it was done')
})
