import { expect, test } from 'vitest'
import { sourcesCslFormat } from '../../src/exchange/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { cslItems } from '../exchange/csl-schema.ts'
import { requestFor } from '../exchange/requests.ts'
import { describeWith } from '../require.ts'
import { formats } from './judges.ts'

describeWith(formats, 'the sources as CSL-JSON', () => {
  test('are set in a style by citation-js, and no more of them than can be seen', async () => {
    const corpus = await openCorpus()
    try {
      const write = await sourcesCslFormat.load()
      const written = async (point = {}) => String((await write(requestFor(corpus.chronicle, point))).body)
      const text = await written()
      expect(cslItems.safeParse(JSON.parse(text)).error).toBeUndefined()
      const { Cite } = await import('@citation-js/core')
      await import('@citation-js/plugin-csl')
      const bibliography = new Cite(JSON.parse(text)).format('bibliography', {
        template: 'apa',
        lang: 'en-US',
      })
      expect(bibliography.trim().split(/\n+/)).toHaveLength(5)
      expect(bibliography).toContain(
        'Japan-Vietnam Defense Ministers’ Meeting. (2021, November 23). [Press release]. Ministry of Defense Japan.',
      )
      expect(bibliography).toContain('(2025c, December 4). VNA/VNS.')
      const early = JSON.parse(await written({ knownAt: parseDay('2021-12-31') }))
      expect(early.map((each: { id: string }) => each.id)).toEqual([JSON.parse(text)[0].id])
      expect(early[0].custom['regesta-point']).toMatchObject({
        chronicle: 'japan-viet-nam',
        knownAt: '2021-12-31',
      })
    } finally {
      await corpus.close()
    }
  })
})
