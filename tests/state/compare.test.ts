import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Change,
  compare,
  type Field,
  type FieldChange,
  fieldsOf,
  type State,
  stands,
} from '../../src/state/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import {
  bookCatalogued,
  bookFields,
  library,
  loanLost,
  loanMade,
  loanReturned,
  stand,
  Tale,
} from '../toy/index.ts'
import { cases, engineOf } from './random.ts'

const kinds = [...library.kinds.keys()]
const changes = (from: State, to: State) => kinds.flatMap((kind) => compare(kind, from, to))

/** A change with its reasons, which are found when they are asked for. */
const plainly = ({ change, subject, was, is, fields, because, causes }: Change) => ({
  change,
  subject,
  was: was?.subject,
  is: is?.subject,
  fields: fields.map(plainField),
  because,
  causes,
})
const plainField = ({ field, was, is, because, causes }: FieldChange) => ({ field, was, is, because, causes })

/** What stands, field by field, as a comparison writes it: the changes from nothing, without what is only planned. */
function written(state: State, nothing: State): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    changes(nothing, state)
      .filter(({ change }) => change !== 'planned')
      .map(({ subject, fields }) => [
        subject,
        new Map(
          fields.flatMap(({ field, is }): [string, string][] => (is === undefined ? [] : [[field, is]])),
        ),
      ]),
  )
}

describe('compare()', () => {
  it('of a state with itself is empty', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const { at } = engineOf(events)
        for (const point of points) expect(changes(at(point), at({ ...point }))).toEqual([])
      }),
      { numRuns: atLength(100, 40) },
    )
  })

  it('finds by what lies between two points all that looking at every subject finds', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const { at, gathering } = engineOf(events)
        for (const a of points)
          for (const b of points)
            for (const kind of kinds)
              expect(compare(kind, at(a), at(b)).map(plainly)).toEqual(
                compare(kind, at(a), at(b), gathering.subjectsOf(kind)).map(plainly),
              )
      }),
      { numRuns: atLength(300, 80) },
    )
  })

  it('of two dates from one basis finds the same, whatever was compared before', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const { at, gathering } = engineOf(events)
        const dates = points.map(({ date }) => date)
        for (const state of points.map(at))
          for (const [from, to] of dates.flatMap((one) => dates.map((other) => [one, other] as const))) {
            const [was, is] = [state.at(from), state.at(to)]
            const apart = [at(was.point), at(is.point)] as const
            for (const kind of kinds)
              expect(compare(kind, was, is).map(plainly)).toEqual(
                compare(kind, ...apart, gathering.subjectsOf(kind)).map(plainly),
              )
          }
      }),
      { numRuns: atLength(40, 15) },
    )
  })

  it('with its sides exchanged is its mirror', () => {
    fc.assert(
      fc.property(cases, ({ events, points: [a, b] }) => {
        if (a === undefined || b === undefined) return
        const { at } = engineOf(events)
        const mirrored = {
          added: 'gone',
          gone: 'added',
          attested: 'unattested',
          unattested: 'attested',
          changed: 'changed',
          planned: 'planned',
        } as const
        // An item that two names share goes by the later one's; as a pair the two sides are the same.
        const plain = ({ change, was, is, fields, because, causes }: Change) => ({
          change,
          was: was?.subject,
          is: is?.subject,
          fields: fields.map(plainField).map((field) => ({ ...field, because: [...field.because].sort() })),
          because: [...because].sort(),
          causes,
        })
        const there = changes(at(a), at(b)).map(plain)
        const back = changes(at(b), at(a))
          .map(plain)
          .map(({ change, was, is, fields, ...rest }) => ({
            change: mirrored[change],
            was: is,
            is: was,
            fields: fields.map((field) => ({ ...field, was: field.is, is: field.was })),
            ...rest,
          }))
        const sorted = (all: typeof there) =>
          all.toSorted((x, y) => (JSON.stringify([x.was, x.is]) < JSON.stringify([y.was, y.is]) ? -1 : 1))
        expect(sorted(back)).toEqual(sorted(there))
      }),
      { numRuns: atLength(200, 80) },
    )
  })

  it('together with the earlier state gives the later one', () => {
    fc.assert(
      fc.property(cases, ({ events, points: [a, b] }) => {
        if (a === undefined || b === undefined) return
        const { at } = engineOf(events)
        const nothing = at({ ...a, position: 0 })
        const state = new Map(written(at(a), nothing))
        const all = changes(at(a), at(b))
        for (const { was } of all) if (was !== undefined) state.delete(was.subject)
        for (const { was, is, fields } of all) {
          // Of what is shown for its attestations alone, a date may differ, and a plan stands nowhere: neither is part of a state.
          if (is === undefined || !stands(is)) continue
          const before = was === undefined ? undefined : written(at(a), nothing).get(was.subject)
          const after = new Map(before)
          for (const { field, is: now } of fields) {
            if (now === undefined) after.delete(field)
            else after.set(field, now)
          }
          state.set(is.subject, after)
        }
        const derived = new Set(['overdue', 'identity', 'when'])
        const bare = (map: ReadonlyMap<string, ReadonlyMap<string, string>>) =>
          [...map]
            .map(([subject, fields]) => [
              subject,
              [...fields].filter(([field]) => !derived.has(field)).sort(),
            ])
            .sort(([x], [y]) => (String(x) < String(y) ? -1 : 1))
        expect(bare(state)).toEqual(bare(written(at(b), nothing)))
      }),
      { numRuns: atLength(200, 80) },
    )
  })

  it('has of what stands at neither point what is planned there, where the two states differ in that', () => {
    // Each state is read by itself, item by item, and the two readings are set side by side.
    const plansOf = (state: State, subjects: readonly string[]) =>
      new Map(
        subjects.flatMap((subject): readonly [string, string][] => {
          const item = state.item(subject)
          const plan = item && !stands(item) ? item.kind.ahead?.(item) : undefined
          if (item === undefined || plan === undefined) return []
          const fields = fieldsOf(item.kind).flatMap((field: Field<never>) => {
            const { answer, values } = item.get(field)
            const written = values.map((each) => `${each.answer} ${field.spelling(each.value)}`)
            return values.length === 0 ? [] : [[field.name, answer, written.sort()]]
          })
          const derived = item.kind.derived?.map(({ name, value }) => [name, value(item)])
          return [[subject, JSON.stringify([plan.words, fields, derived])]]
        }),
      )
    let planned = 0
    fc.assert(
      fc.property(cases, ({ events, points: [a, b] }) => {
        if (a === undefined || b === undefined) return
        const { at, gathering } = engineOf(events)
        const [from, to] = [at(a), at(b)]
        // Dates that were corrected, and names that were joined, have laws of their own.
        const isPlain = (subject: string) =>
          [from, to].every((state) => (state.item(subject)?.identity.keys ?? [subject]).length === 1)
        const subjects = kinds.flatMap((kind) => [...gathering.subjectsOf(kind)]).filter(isPlain)
        const [before, after] = [plansOf(from, subjects), plansOf(to, subjects)]
        const standsIn = (state: State, subject: string) => {
          const item = state.item(subject)
          return item !== undefined && stands(item)
        }
        const expected = subjects.filter(
          (subject) =>
            !standsIn(from, subject) && !standsIn(to, subject) && before.get(subject) !== after.get(subject),
        )
        const found = changes(from, to).filter(
          ({ change, subject, fields }) =>
            change === 'planned' && isPlain(subject) && fields.some(({ field }) => field !== 'when'),
        )
        planned += found.length
        expect(found.map(({ subject }) => subject).sort()).toEqual(expected.sort())
        for (const { subject, was, is } of found) {
          expect(was !== undefined).toBe(before.has(subject))
          expect(is !== undefined).toBe(after.has(subject))
        }
      }),
      { numRuns: atLength(300, 150) },
    )
    expect(planned).toBeGreaterThan(20)
  })

  it('of what was planned and took place says how it was planned before', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-31')
    const spoken = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-01-03', by: 'list' })
    const lost = tale.tell(loanLost, 'loan/1', {}, { on: '2020-01-05', by: 'list' })
    const made = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-09', by: 'list' })
    const at = stand(tale.events)
    const on = (from: string, to: string) => compare('loan', at({ date: from }), at({ date: to }))
    expect(on('2020-01-01', '2020-01-04')).toMatchObject([
      {
        change: 'planned',
        subject: 'loan/1',
        was: undefined,
        is: { subject: 'loan/1' },
        because: expect.arrayContaining([spoken]),
        causes: ['worldChanged'],
      },
    ])
    const [put] = on('2020-01-04', '2020-01-06')
    expect(put).toMatchObject({ change: 'planned', was: { subject: 'loan/1' }, is: { subject: 'loan/1' } })
    expect(put?.fields[0]).toMatchObject({ field: 'ahead', causes: ['worldChanged'] })
    expect(put?.because).toEqual(expect.arrayContaining([spoken, lost]))
    const [came] = on('2020-01-04', '2020-01-10')
    expect(came).toMatchObject({ change: 'added', was: undefined })
    expect(came?.fields[0]).toMatchObject({ field: 'ahead', was: 'definitely returned', is: undefined })
    expect(came?.because).toEqual(expect.arrayContaining([spoken, made]))
    const [gone] = on('2020-01-10', '2020-01-04')
    expect(gone).toMatchObject({ change: 'gone', is: undefined })
    expect(gone?.fields[0]).toMatchObject({ field: 'ahead', was: undefined, is: 'definitely returned' })
  })

  it('gives every change at least one cause', () => {
    fc.assert(
      fc.property(cases, ({ events, points: [a, b] }) => {
        if (a === undefined || b === undefined) return
        const { at } = engineOf(events)
        for (const { causes, fields } of changes(at(a), at(b))) {
          expect(causes.length).toBeGreaterThan(0)
          for (const field of fields) expect(field.causes.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: atLength(400, 150) },
    )
  })

  it('finds what turns on no day of its own, but by when it was reported', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-31')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '[2020-01-20..2020-03-10]', by: 'list' })
    const at = stand(tale.events)
    const [changed] = compare('loan', at({ date: '2020-01-25' }), at({ date: '2020-02-05' }))
    expect(changed?.fields[0]).toMatchObject({
      was: expect.stringMatching(/^possibly/),
      is: expect.stringMatching(/^definitely/),
    })
  })

  it('tells what was added, gone and changed, field by field', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-31')
    const lent = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-05', by: 'list' })
    const returned = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-01-09', by: 'list' })
    const at = stand(tale.events)
    const [added] = compare('loan', at({ date: '2020-01-01' }), at({ date: '2020-01-06' }))
    expect(added).toMatchObject({
      change: 'added',
      subject: 'loan/1',
      because: [lent],
      causes: ['worldChanged'],
    })
    const [changed] = compare('loan', at({ date: '2020-01-06' }), at({ date: '2020-01-10' }))
    expect(changed).toMatchObject({
      change: 'changed',
      fields: [
        { field: 'status', was: 'definitely\ndefinitely "open"', is: 'definitely\ndefinitely "returned"' },
      ],
      because: [lent, returned],
      causes: ['worldChanged'],
    })
    expect(compare('loan', at({ date: '2020-01-06' }), at({ date: '2020-01-01' }))).toMatchObject([
      { change: 'gone', subject: 'loan/1', is: undefined },
    ])
  })

  it('finds what an act alone changes, and what turns on a day that a correction sets', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-31')
    const due = { edtf: '2020-02-01', basis: 'stated' }
    const lent = tale.tell(loanMade, 'loan/1', { book: 'book/a', due }, { on: '2020-01-05', by: 'list' })
    tale.correct(lent, { payload: { due: { ...due, edtf: '2020-03-01' } } })
    tale.correct(lent, { valid: { edtf: '2020-01-20', basis: 'stated' } })
    tale.retract(lent)
    const at = stand(tale.events)
    const found = (from: Parameters<typeof at>[0], to: Parameters<typeof at>[0]) =>
      compare('loan', at(from), at(to)).map(({ change, fields }) => [change, fields.at(-1)?.field])
    const [date, position] = ['2020-02-15', 4]
    expect(found({ date, position }, { date, position: 5 })).toEqual([['gone', 'due']])
    expect(found({ date, position: 2 }, { date, position: 3 })).toEqual([['changed', 'overdue']])
    expect(found({ date: '2020-03-01', position }, { date: '2020-03-02', position })).toEqual([
      ['changed', 'overdue'],
    ])
    expect(found({ date: '2020-01-19', position }, { date: '2020-01-20', position })).toEqual([
      ['added', 'due'],
    ])
  })

  it('of two that turn out to be one says that one changed and the other is gone, and by which identity', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    const [a, b] = ['book/a', 'book/b'].map((subject) =>
      tale.tell(bookCatalogued, subject, { title: subject }, { on: '2020-01-05', by: 'list' }),
    )
    const same = tale.same('book/a', 'book/b', { from: [a ?? '', b ?? ''] })
    const denial = tale.distinct('book/a', 'book/b', { from: [a ?? '', b ?? ''] })
    const at = stand(tale.events)
    const [apart, joined] = [at({ date: '2020-02-01', position: 3 }), at({ date: '2020-02-01', position: 4 })]
    const merged = compare('book', apart, joined)
    expect(merged.map(({ change, subject }) => [change, subject])).toEqual([
      ['changed', 'book/a'],
      ['gone', 'book/b'],
    ])
    for (const { because, causes } of merged) {
      expect(because).toContain(same)
      expect(causes).toEqual(['recorded'])
    }
    const split = compare('book', joined, at({ date: '2020-02-01' }))
    expect(split.map(({ change, subject }) => [change, subject])).toEqual([
      ['changed', 'book/a'],
      ['added', 'book/b'],
    ])
    for (const { because } of split) expect(because).toContain(denial)
  })

  it('tells a change of a value’s certainty', () => {
    const tale = new Tale()
    tale.source('list', '[2020-01-01..2020-01-05]')
    tale.tell(bookCatalogued, 'book/a', { title: 'A', language: 'english' }, { on: '2019', by: 'list' })
    const at = stand(tale.events)
    const date = '2020-02-01'
    const [changed] = compare(
      'book',
      at({ date, knownAt: '2020-01-03' }),
      at({ date, knownAt: '2020-01-05' }),
    )
    const language = changed?.fields.find(({ field }) => field === bookFields.language.name)
    expect(language).toMatchObject({
      was: 'possibly\npossibly english',
      is: 'definitely\ndefinitely english',
      causes: ['learned'],
    })
  })
})
