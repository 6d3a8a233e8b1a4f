import { describe, expect, test } from 'vitest'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { chronicleOf, event } from './vocabulary.ts'

const KEY = 'relations/nz-cl'
const act = (change: string, edtf?: string, more: Payload = {}, source?: string) =>
  event('RelationsChanged', KEY, { change, ...more }, edtf, source)
const PAIR = { between: ['nz', 'cl'] }

describe('relations of two countries', () => {
  const events = [
    act('established', '1945-06-01', { ...PAIR, level: 'consular' }),
    act('raised', '1962', { level: 'ambassador' }),
    act('severed', '1973-09-20', { by: 'cl' }),
    act('restored', '1990-03-11', { level: 'charge-d-affaires' }),
  ]
  test.each<[string, readonly Envelope[], string, readonly string[], string | null]>([
    ['as they were established', events, '1950-01-01', ['ESTABLISHED'], 'consular'],
    ['in the year in which they may have been raised', events, '1962-06-01', ['ESTABLISHED', 'RAISED'], null],
    ['raised', events, '1963-01-01', ['RAISED'], 'ambassador'],
    ['severed', events, '1973-09-20', ['SEVERED'], 'none'],
    ['restored', events, '1990-03-11', ['RESTORED'], 'charge-d-affaires'],
    [
      'established on an unknown day before they were lowered',
      [
        act('established', undefined, { level: 'ambassador' }),
        act('lowered', '2001-05-01', { level: 'none' }),
      ],
      '2001-05-01',
      ['LOWERED'],
      'none',
    ],
    [
      'in two ways on one day',
      [act('severed', '2001-05-01'), act('lowered', '2001-05-01')],
      '2001-05-01',
      ['SEVERED', 'LOWERED'],
      'none',
    ],
  ])('%s', async (_, all, date, stages, missionLevel) => {
    const { asOf } = await chronicleOf(...all)
    expect(await asOf(date, 'relations { stages missionLevel }')).toEqual({
      relations: [{ stages, missionLevel }],
    })
  })

  test('are in conflict only where two sources differ on one day', async () => {
    const differing = await chronicleOf(act('severed', '2001-05-01'), act('lowered', '2001-05-01'))
    expect(await differing.asOf('2001-06-01', 'conflicts { field }')).toEqual({
      conflicts: [{ field: 'stage' }],
    })
    const inTurn = await chronicleOf(...events)
    expect(await inTurn.asOf('2001-06-01', 'conflicts { field }')).toEqual({ conflicts: [] })
  })

  test('have a history, a name, and are found by side, actor and stage', async () => {
    const { asOf } = await chronicleOf(...events)
    for (const filter of ['stage: [RESTORED]', 'side: ["cl"]', 'actor: "Chile"', 'actor: "nz"'])
      expect(
        await asOf('2000-01-01', `relations(${filter}) { headline changes { change by when { edtf } } }`),
        filter,
      ).toEqual({
        relations: [
          {
            headline: 'diplomatic relations of Chile and New Zealand',
            changes: [
              { change: 'ESTABLISHED', by: null, when: [{ edtf: '1945-06-01' }] },
              { change: 'RAISED', by: null, when: [{ edtf: '1962' }] },
              { change: 'SEVERED', by: 'cl', when: [{ edtf: '1973-09-20' }] },
              { change: 'RESTORED', by: null, when: [{ edtf: '1990-03-11' }] },
            ],
          },
        ],
      })
    expect(await asOf('2000-01-01', 'relations(stage: [SEVERED]) { subject }')).toEqual({ relations: [] })
  })

  test('are a line on the page', async () => {
    const { page } = await chronicleOf(...events)
    expect(page('1980-01-01', 'Relations')).toEqual([
      '● diplomatic relations of Chile and New Zealand; severed by Chile 1973-09-20; represented by nobody',
    ])
  })

  test('differ between two dates by what changed them', async () => {
    const { ask } = await chronicleOf(...events)
    const { data } = await ask(`{
      relationship(id: "nz-cl") {
        compare(from: { date: "1970-01-01" }, to: { date: "1980-01-01" }) {
          relations { change causes fields { field } }
        }
      }
    }`)
    expect(data).toEqual({
      relationship: {
        compare: {
          relations: [
            {
              change: 'CHANGED',
              causes: ['WORLD_CHANGED'],
              fields: [{ field: 'stage' }, { field: 'missionLevel' }, { field: 'acts' }],
            },
          ],
        },
      },
    })
  })
})
