import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTexts } from '../../src/archive/index.ts'
import { readingOf } from '../../src/cli/reading-report.ts'
import { bilateral } from '../../src/domains/index.ts'
import { describeWith, SOURCES, texts } from '../require.ts'

describeWith(texts, 'the reading of the five sources', () => {
  const read = async () =>
    readingOf({
      eventsDir: join(import.meta.dirname, '..', '..', 'events'),
      chronicle: 'japan-viet-nam',
      catalogue: bilateral.vocabulary.catalogue,
      texts: await readTexts(SOURCES),
    })

  test('leaves no sentence without an event or a reason', async () => {
    const { sources, withoutText } = await read()
    expect(withoutText).toEqual([])
    expect(sources.map(({ label }) => label).sort()).toEqual(['000', '001', '002', '003', '004'])
    const left = sources.flatMap(({ label, sentences }) =>
      sentences.filter(({ status }) => status === 'uncovered').map(({ start, end }) => [label, start, end]),
    )
    expect(left).toEqual([])
  })

  test('leaves of no sentence more than a few words outside all evidence', async () => {
    const { sources } = await read()
    const long = sources.flatMap(({ label, sentences }) =>
      sentences.flatMap(({ untouched }) =>
        untouched
          .filter(({ words }) => words.split(/\s+/).length > 6)
          .map(({ start, end }) => [label, start, end]),
      ),
    )
    expect(long).toEqual([])
  })
})
