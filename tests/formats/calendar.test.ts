import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Regesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle, PointRequest } from '../../src/engine/index.ts'
import { InvalidInput } from '../../src/errors.ts'
import { type Envelope, eventId, type Payload } from '../../src/event/index.ts'
import { calendarFormat } from '../../src/exchange/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { lawsuits } from '../domain/lawsuits.ts'
import { event, source } from '../domains/bilateral/vocabulary.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { requestFor } from '../exchange/requests.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { describeWith } from '../require.ts'
import { NASTY, openHardToShow } from './hard-to-show.ts'
import { formats } from './judges.ts'

type Component = InstanceType<typeof ICAL.Component>

async function calendarOf(
  chronicle: Chronicle,
  point: PointRequest = {},
  own: Readonly<Record<string, string>> = {},
) {
  const write = await calendarFormat.load()
  const { body } = await write(requestFor(chronicle, point, { own: new Map(Object.entries(own)) }))
  return String(body)
}

async function read(calendar: string): Promise<Component> {
  const { default: ical } = await import('ical.js')
  return new ical.Component(ical.parse(calendar))
}

const textOf = (component: Component, name: string) => String(component.getFirstPropertyValue(name) ?? '')

/** The components of a calendar by what they are called. */
async function byTitle(calendar: string): Promise<ReadonlyMap<string, Component>> {
  const components = (await read(calendar)).getAllSubcomponents()
  return new Map(components.map((each) => [textOf(each, 'summary'), each]))
}

const daysOf = (component: Component | undefined) =>
  component && [textOf(component, 'dtstart'), textOf(component, 'dtend')]

function act(type: string, on: Envelope, payload: Payload, after?: Envelope): Envelope {
  const { evidence: _, valid: __, ...written } = event(type, on.subject, { reason: 'misread', ...payload })
  return { ...written, target: { event: eventId(on), ...(after && { after: eventId(after) }) } }
}

/** A client that subscribes: it takes what is newer than what it has, and drops what is cancelled. */
class Subscriber {
  readonly #has = new Map<string, { readonly sequence: number; readonly component: Component }>()
  readonly #dropped = new Map<string, number>()

  async take(calendar: string): Promise<this> {
    for (const component of (await read(calendar)).getAllSubcomponents()) {
      const uid = textOf(component, 'uid')
      const sequence = Number(textOf(component, 'sequence'))
      const known = this.#has.get(uid)?.sequence ?? this.#dropped.get(uid) ?? -1
      if (sequence <= known) continue
      if (textOf(component, 'status') === 'CANCELLED') {
        this.#has.delete(uid)
        this.#dropped.set(uid, sequence)
      } else this.#has.set(uid, { sequence, component })
    }
    return this
  }

  get shows(): readonly string[] {
    return this.#has
      .values()
      .map(({ component }) => {
        const day = textOf(component, component.name === 'vtodo' ? 'due' : 'dtstart')
        return [day, textOf(component, 'status'), textOf(component, 'summary')]
          .filter((each) => each !== '')
          .join(' ')
      })
      .toArray()
      .sort()
  }

  get uids(): readonly string[] {
    return [...this.#has.keys()].sort()
  }
}

describeWith(formats, 'the calendar', () => {
  let corpus: Regesta
  beforeAll(async () => {
    corpus = await openCorpus()
  })
  afterAll(() => corpus.close())

  test('is read by ical.js and by node-ical, each thing on its whole days', async () => {
    const { default: ical } = await import('node-ical')
    for (const chronicle of [corpus.chronicle, await openHardToShow()]) {
      const calendar = await calendarOf(chronicle)
      const components = (await read(calendar)).getAllSubcomponents()
      expect(components.length).toBeGreaterThan(5)
      const others = new Map(Object.entries(ical.sync.parseICS(calendar)))
      for (const component of components) {
        const other = others.get(textOf(component, 'uid'))
        const summary = textOf(component, 'summary')
        // An escaped backslash before an n is a line end to node-ical 0.27.2.
        const read = summary.includes('\\n') ? {} : { summary }
        expect(other).toMatchObject({ type: component.name.toUpperCase(), ...read })
        const days = ['dtstart', 'dtend', 'due'].flatMap((name) => component.getFirstProperty(name) ?? [])
        expect(days.length).toBeGreaterThan(0)
        for (const day of days) expect([day.type, day.getParameter('tzid')]).toEqual(['date', undefined])
        expect(textOf(component, 'transp')).toBe(component.name === 'vevent' ? 'TRANSPARENT' : '')
      }
      for (const line of calendar.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line).not.toMatch(/[\n\r\uFFFD]/)
      }
      expect(calendar.endsWith('END:VCALENDAR\r\n')).toBe(true)
    }
  })

  test('has a day for what is exact, and says of all else what the day does not', async () => {
    const found = await byTitle(await calendarOf(await openHardToShow()))
    expect(daysOf(found.get('Exact talks'))).toEqual(['2025-03-03', '2025-03-04'])
    expect(daysOf(found.get('some day from 3 March 2025 to 9 March 2025: Talks in a window'))).toEqual([
      '2025-03-09',
      '2025-03-10',
    ])
    expect(daysOf(found.get('Talks of three days'))).toEqual(['2025-12-30', '2026-01-02'])
    expect(daysOf(found.get('by 9 February 2025: Talks until a day'))).toEqual(['2025-02-09', '2025-02-10'])
    expect(daysOf(found.get('Leap talks'))).toEqual(['2024-02-29', '2024-03-01'])
    const planned = found.get('planned one day in May 2026: Talks ahead')
    expect(daysOf(planned)).toEqual(['2026-05-31', '2026-06-01'])
    expect(planned && textOf(planned, 'status')).toBe('TENTATIVE')
  })

  test('takes names for text, and counts what has no day of its years', async () => {
    const calendar = await calendarOf(await openHardToShow())
    const found = await byTitle(calendar)
    for (const name of [
      NASTY.markup,
      NASTY.bidi,
      NASTY.long,
      NASTY.lines.replace('\r\n', '\n').replace('\r\n', '\n'),
    ])
      expect([...found.keys()]).toContain(name)
    const whole = await read(calendar)
    expect(textOf(whole, 'x-wr-caldesc')).toContain('left out: 3 without a last day of the years 1 to 9999')
    expect(textOf(whole, 'x-wr-caldesc')).toContain('nz-cl at the end of 2030-01-01')
    expect(textOf(whole, 'refresh-interval')).toBe('PT12H')
  })

  test('is the same bytes in six time zones', async () => {
    const script = `
      const { calendarFormat } = await import('./src/exchange/index.ts')
      const { openHardToShow } = await import('./tests/formats/hard-to-show.ts')
      const { requestFor } = await import('./tests/exchange/requests.ts')
      const { body } = await (await calendarFormat.load())(requestFor(await openHardToShow()))
      process.stdout.write(new Date(0).getHours() + '\\n' + body)`
    const zones = [
      'UTC',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'America/Los_Angeles',
      'Asia/Kolkata',
      'Europe/London',
    ]
    const root = join(import.meta.dirname, '..', '..')
    const hours = new Set<string>()
    const bodies = new Set<string>()
    for (const zone of zones) {
      const env = { ...process.env, TZ: zone }
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
        env,
      })
      const end = stdout.indexOf('\n')
      hours.add(stdout.slice(0, end))
      bodies.add(stdout.slice(end))
    }
    expect(hours.size).toBeGreaterThan(3)
    expect(bodies.size).toBe(1)
  })

  test('tells a subscriber of what is put off, held, corrected and retracted, under one UID', async () => {
    const meeting = 'meeting/talks'
    const name = 'Talks'
    const window = (edtf: string) => ({ edtf, basis: 'stated' })
    const held = event('MeetingHeld', meeting, { kind: 'talks', name }, '2026-05-12')
    const moved = act('EventCorrected', held, { set: { valid: { edtf: '2026-05-13', basis: 'stated' } } })
    const events = [
      source('a', '2026-05-20'),
      event('MeetingPlanned', meeting, { name, window: window('2026-04') }, '2026-01-10'),
      event('MeetingPostponed', meeting, { to: window('2026-05-12') }, '2026-03-01'),
      held,
      moved,
      act('EventRetracted', held, {}, moved),
      event('MeetingPostponed', meeting, {}, '2026-05-11'),
    ]
    const chronicle = await openAsWritten('nz-cl', bilateral.vocabulary, events)
    const client = new Subscriber()
    const seen: (readonly string[])[] = []
    const uids = new Set<string>()
    for (let position = 2; position <= events.length; position += 1) {
      await client.take(await calendarOf(chronicle, { position, date: parseDay('2026-06-01') }))
      seen.push(client.shows)
      for (const uid of client.uids) uids.add(uid)
    }
    expect(seen).toEqual([
      ['2026-04-30 TENTATIVE planned one day in April 2026: Talks'],
      ['2026-05-12 TENTATIVE put off: Talks'],
      ['2026-05-12 CONFIRMED Talks'],
      ['2026-05-13 CONFIRMED Talks'],
      ['2026-05-12 TENTATIVE put off: Talks'],
      [],
    ])
    expect(uids.size).toBe(1)
  })

  test('tells a subscriber of what was taken back, moved to another subject, or found to be the same', async () => {
    const held = (slug: string, day: string) =>
      event('MeetingHeld', `meeting/${slug}`, { kind: 'talks', name: `Talks ${slug}` }, day)
    const [one, other, third] = [
      held('one', '2026-01-02'),
      held('other', '2026-01-03'),
      held('third', '2026-01-04'),
    ]
    const { evidence: _, ...same } = event('IdentityAsserted', 'meeting/one', {
      same: ['meeting/one', 'meeting/third'],
      reason: 'both name it',
    })
    const events = [
      source('a', '2026-05-20'),
      one,
      other,
      third,
      act('EventRetracted', other, {}),
      { ...same, premises: [eventId(one), eventId(third)] },
      act('EventCorrected', one, { set: { subject: 'meeting/elsewhere' } }),
    ]
    const chronicle = await openAsWritten('nz-cl', bilateral.vocabulary, events)
    const client = new Subscriber()
    const at = async (position: number) =>
      (await client.take(await calendarOf(chronicle, { position }))).shows
    expect(await at(4)).toHaveLength(3)
    expect(await at(5)).toEqual(['2026-01-02 CONFIRMED Talks one', '2026-01-04 CONFIRMED Talks third'])
    expect(await at(6)).toHaveLength(1)
    const last = await at(7)
    expect(last.filter((each) => each.includes('2026-01-02'))).toHaveLength(1)
    // Whoever subscribes only then has just that.
    expect((await new Subscriber().take(await calendarOf(chronicle))).shows).toEqual(last)
  })

  test('has what is due as to-dos with their standing, which turns with the days', async () => {
    const due = { edtf: '2026-02-28', basis: 'stated' }
    const promise = (slug: string, more: Payload = {}) =>
      event(
        'UndertakingMade',
        `undertaking/${slug}`,
        { grade: 'pledge', by: ['nz'], content: `Do ${slug}.`, due, ...more },
        '2026-01-05',
      )
    const events = [
      source('a', '2026-01-20'),
      promise('this'),
      promise('that', { due: { edtf: '2026-02', basis: 'stated' } }),
      event('UndertakingFulfilled', 'undertaking/this', {}, '2026-01-19'),
      event('UndertakingPostponed', 'undertaking/that', {}, '2026-01-19'),
    ]
    const chronicle = await openAsWritten('nz-cl', bilateral.vocabulary, events)
    const client = new Subscriber()
    const at = async (date: string, position: number, own = {}) =>
      (await client.take(await calendarOf(chronicle, { date: parseDay(date), position }, own))).shows
    const open = [
      '2026-02-28 NEEDS-ACTION New Zealand (pledge): Do this',
      '2026-02-28 NEEDS-ACTION due one day in February 2026: New Zealand (pledge): Do that',
    ]
    expect(await at('2026-01-21', 3)).toEqual(open)
    expect(await at('2026-03-02', 3)).toEqual(open)
    const overdue = await byTitle(await calendarOf(chronicle, { date: parseDay('2026-03-02'), position: 3 }))
    const [todo] = [...overdue.values()].filter((each) => textOf(each, 'summary').endsWith('Do this'))
    expect(todo && textOf(todo, 'description')).toContain(
      'overdue on the record since 2026-03-01; newest source 2026-01-20',
    )
    expect(await at('2026-03-02', 5)).toEqual(['2026-02-28 COMPLETED New Zealand (pledge): Do this'])
    const shown = await byTitle(
      await calendarOf(chronicle, { date: parseDay('2026-03-02'), position: 3 }, { due: 'event' }),
    )
    expect([...shown.keys()]).toEqual([
      expect.stringMatching(/^overdue on the record since 2026-03-01: /),
      expect.stringMatching(/^overdue on the record since 2026-03-01: /),
    ])
    expect([...shown.values()].map(({ name }) => name)).toEqual(['vevent', 'vevent'])
    await expect(calendarOf(chronicle, {}, { due: 'never' })).rejects.toThrow(InvalidInput)
  })

  test('says nothing of whether it was done where a kind keeps no account of that', async () => {
    const filed = {
      ...event(
        'CaseFiled',
        'case/a',
        {
          title: 'A v B',
          plaintiff: 'nz',
          court: 'district',
          answerDue: { edtf: '2026-02-28', basis: 'stated' },
        },
        '2026-01-05',
      ),
    }
    const chronicle = await openAsWritten('nz-cl', lawsuits.vocabulary, [source('a', '2026-01-20'), filed])
    const [todo] = (await read(await calendarOf(chronicle))).getAllSubcomponents('vtodo')
    expect(todo && [textOf(todo, 'due'), textOf(todo, 'status'), textOf(todo, 'summary')]).toEqual([
      '2026-02-28',
      '',
      'A v B, district court',
    ])
  })
})
