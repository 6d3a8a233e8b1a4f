import { describe, expect, it } from 'vitest'
import { bookCatalogued, readerJoined, stand, Tale } from '../toy/index.ts'

const AT = { date: '2030-01-01', knownAt: '2022-01-01' }

describe('the inferences that date an event', () => {
  it('each narrow it once, whatever corrections of them cannot be seen', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    tale.source('later', '2025-01-01')
    const book = tale.tell(bookCatalogued, 'book/a', { title: 'Emma' }, { on: '2020-01', by: 'list' })
    const inferred = tale.date([book], '[2020-01-10,2020-01-12]')
    const seen = () => stand(tale.events)(AT).view.versions(book)
    const before = seen()
    tale.correct(inferred, { valid: { edtf: '[2020-01-10,2020-01-14]', basis: 'stated' } }, { by: 'later' })
    tale.correct(inferred, { subject: 'book/b' }, { by: 'list' })
    expect(before[0]?.bounds.choices).toHaveLength(1)
    expect(seen()[0]?.bounds).toEqual(before[0]?.bounds)
  })

  it('narrow it in the order of their positions, also where a correction has one of them date it', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    const [other, book] = ['book/a', 'book/b'].map((subject) =>
      tale.tell(bookCatalogued, subject, { title: 'Emma' }, { on: '2020-01', by: 'list' }),
    )
    if (other === undefined || book === undefined) throw new Error('two books were told of')
    const first = tale.date([other], '[2020-01-01..2020-01-10]')
    tale.date([book], '[2020-01-12..2020-01-20]')
    tale.correct(first, { payload: { of: [book] } })
    const [version] = stand(tale.events)(AT).view.versions(book)
    expect(version?.datedBy).toContain(first)
  })

  it.each([
    ['is not recorded yet', {}, 'list', 'position'],
    ['is not known yet', {}, 'later', undefined],
    ['is not trusted', { without: ['source/distrusted'] }, 'distrusted', undefined],
  ] as const)(
    'change nothing where one %s, with too many open sources to go through',
    (_, trusting, by, pinned) => {
      const tale = new Tale()
      tale.source('list', '2020-02-01')
      tale.source('distrusted', '2020-02-01')
      tale.source('later', '2025-01-01')
      const joined = { on: '2020-01-05/..', by: 'list' }
      const reader = tale.tell(readerJoined, 'reader/m', { name: 'M' }, joined)
      for (let index = 0; index < 9; index += 1) {
        tale.source(`open-${index}`, '[2021-01-01..]')
        tale.correct(reader, { payload: { tier: `t${index}` } }, { by: `open-${index}` })
      }
      const position = pinned && tale.events.length
      const seen = () =>
        stand(tale.events)({ ...AT, trusting, ...(position !== undefined && { position }) })
          .view.versions(reader)
          .map(({ bounds }) => bounds)
      const before = seen()
      tale.date([reader], '2020-01-07/2020-01-20', { by })
      expect(seen()).toEqual(before)
    },
  )
})
