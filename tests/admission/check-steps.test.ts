import { expect, test } from 'vitest'
import { checkRecording, checkSteps, emptyWriteModel } from '../../src/admission/index.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'

test('a recording is checked in steps of one event, when it is parsed, held against others, and looked at for slips', () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  for (let nth = 1; nth < 50; nth += 1)
    tale.tell(bookCatalogued, `book/b${nth}`, { title: `B ${nth}` }, { by: 'list', on: '2020-01-01' })
  const recording = { events: tale.envelopes }
  const steps = checkSteps(recording, emptyWriteModel(TALE), library.catalogue)
  let made = 0
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) made += 1
  expect(made).toBe(3 * 50)
  expect(step.value).toEqual(checkRecording(recording, emptyWriteModel(TALE), library.catalogue))
})
