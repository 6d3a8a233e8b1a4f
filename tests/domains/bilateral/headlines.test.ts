import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labelOf } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import type { State } from '../../../src/state/index.ts'
import { parseDay } from '../../../src/time/index.ts'
import { openCorpus } from '../../graphql/ask.ts'

describe('a headline', () => {
  let corpus: Awaited<ReturnType<typeof openCorpus>>
  let state: State
  beforeAll(async () => {
    corpus = await openCorpus()
    state = corpus.chronicle.asOf({ date: parseDay('2026-12-01') })
  })
  afterAll(() => corpus.close())

  const headlines = (kind: string) => state.list(kind).map((item) => labelOf(bilateral, state, item))

  test.each(bilateral.kinds.map(({ name }) => name))('tells two of a kind apart: %s', (kind) => {
    const all = headlines(kind)
    expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([])
  })

  test.each(bilateral.kinds.map(({ name }) => name))('has no raw key: %s', (kind) => {
    expect(headlines(kind).filter((each) => /\b[a-z]+\/[a-z0-9]/.test(each))).toEqual([])
  })

  test('of an undertaking says whose it is and how far it binds', () => {
    const all = headlines('undertaking')
    expect(all.filter((each) => !/^\p{L}.* \((?:[a-z]+ ?)+\)(?:, [^:]+)?: /u.test(each))).toEqual([])
    expect(all.find((each) => each.includes('Hold the first meeting'))).toMatch(
      /^Japan and Viet Nam \(agreement\), .+: Hold the first meeting/,
    )
  })

  test('of a meeting says who met', () => {
    const separate = headlines('meeting').filter((each) => each.startsWith('separate meeting'))
    expect(separate).toHaveLength(4)
    expect(separate.filter((each) => !/^separate meeting, \p{L}/u.test(each))).toEqual([])
  })
})
