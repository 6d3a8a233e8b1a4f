import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { validateBatch, writeModelOver } from '../../src/admission/index.ts'
import { draftOfAct, openBatches, readDraftFile } from '../../src/archive/index.ts'
import { writeYamlLine } from '../../src/archive/write-yaml.ts'
import { bilateral } from '../../src/domains/index.ts'

const { catalogue } = bilateral.vocabulary

test('draftOfAct() of every recorded event, all of it taken out of its comments, sets what stands', async () => {
  const { batches, recorded } = await openBatches(
    join(import.meta.dirname, '..', '..', 'events', 'japan-viet-nam'),
    catalogue,
  )
  const model = writeModelOver(recorded)
  const standing = batches
    .flatMap(({ events }) => events)
    .flatMap(({ id }) => model.eventOf(id) ?? [])
    .filter(({ event }) => event.target === undefined)
  expect(standing.length).toBeGreaterThan(200)
  for (const each of standing) {
    const text = draftOfAct({
      act: 'correct',
      chronicle: 'japan-viet-nam',
      reader: 'the tests',
      reason: 'None.',
      standing: each,
      title: 'what it is\ncalled',
      schema: '../draft.schema.json',
      textsOf: () => [],
    })
    const [head = '', set = ''] = text.split('      set:\n')
    const whole = `${head}      set:\n${set.replace(/^( *)# /gm, '$1').replace(/^ *valid: YYYY-MM-DD\n/m, '')}`
    const { batch, faults } = readDraftFile('d.yaml', whole, { catalogue, recorded })
    expect([faults, whole]).toEqual([[], whole])
    if (batch === undefined) throw new Error('the draft reads')
    const checked = validateBatch(batch, { catalogue, recorded, isNew: true })
    expect(checked.faults).toEqual([])
    expect(checked.warnings.map(({ code }) => code)).toContain('W_UNCHANGED')
  }
})

/** Without -0, which JSON has not. */
const inJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('writeYamlLine() writes any value in one line that reads back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }).map(inJson), (value) => {
      const written = writeYamlLine(value)
      expect(written).not.toMatch(/[\r\n]/)
      expect(parse(`x: ${written}`, { uniqueKeys: false })).toEqual({ x: value })
    }),
  )
})
