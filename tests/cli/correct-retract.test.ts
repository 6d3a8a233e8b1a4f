import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { json, makePlace, NAME, type Place, regesta, TEXTS } from './small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

const on = (...args: readonly string[]) => regesta(place, [...args, '--sources', TEXTS])

type Dated = { readonly id: string; readonly type: string; readonly title: string; readonly subject: string }

async function events(): Promise<readonly Dated[]> {
  const { events: all } = Object(await json(place, ['timeline']))
  return all
}

/** The first event of a type on the timeline. */
async function eventOf(type: string): Promise<Dated> {
  const found = (await events()).find((each) => each.type === type)
  if (found === undefined) throw new Error(`there is no ${type}`)
  return found
}

const out = () => join(place.dir, 'act.yaml')

function mend(...changes: readonly (readonly [RegExp, string])[]): void {
  const text = changes.reduce(
    (text, [from, to]) => {
      expect(text).toMatch(from)
      return text.replace(from, to)
    },
    readFileSync(out(), 'utf8'),
  )
  writeFileSync(out(), text)
}

describe('correct', () => {
  test('writes a draft that is refused until it has a reason and a change, and is recorded as it is then', async () => {
    const meeting = await eventOf('MeetingHeld')
    const written = await on('correct', meeting.id.slice(0, 5), '--out', out())
    expect(written).toMatchObject({ code: 0, err: '' })
    expect(written.out).toContain(`say why in reason, then: regesta record ${out()}`)

    const refused = await on('record', out())
    expect(refused.code).toBe(5)
    expect(refused.err).toMatch(/:12:15 E_SHAPE payload\.reason: expected a reason, in a line of your own/)
    expect(refused.err).toMatch(/:14:9 E_SHAPE payload\.set: expected at least one field to set/)

    mend([/reason: ""/, 'reason: The name was misread.'], [/# name: .*/, 'name: talks on the weather'])
    expect(await on('record', out())).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('→ talks on the weather'),
    })
    expect((await eventOf('MeetingHeld')).title).toContain('talks on the weather')
  })

  test('comes after the last act on its event, and shows what the event says since', async () => {
    const { id } = await eventOf('MeetingHeld')
    expect((await on('correct', id, '--out', out(), '--reason', 'Misread.')).code).toBe(0)
    mend([/# name: .*/, 'name: talks on the weather'])
    const { recorded } = Object(await json(place, ['record', out(), '--sources', TEXTS]))
    const again = join(place.dir, 'again.yaml')
    expect(await json(place, ['correct', id, '--out', again, '--reason', 'Misread again.'])).toEqual({
      chronicle: NAME,
      event: id,
      after: recorded[0],
      file: again,
    })
    const text = readFileSync(again, 'utf8')
    expect(text).toContain(`target: { event: ${id}, after: ${recorded[0]} }`)
    expect(text).toContain('# name: talks on the weather\n')
    writeFileSync(again, text.replace('# name: talks on the weather', 'name: talks'))
    expect(await on('record', again)).toMatchObject({ code: 0, err: '' })
    expect(await on('correct', recorded[0])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_TARGET .* acts on another event itself; expected that one: /),
    })
  })

  test('warns where it sets what stands', async () => {
    const { id } = await eventOf('MeetingHeld')
    await on('correct', id, '--out', out(), '--reason', 'None.')
    mend([/# name: /, 'name: '])
    expect(await on('record', out(), '--dry-run')).toMatchObject({
      code: 0,
      err: expect.stringMatching(/:14:9 W_UNCHANGED .* reads so already, and this changes nothing/),
    })
  })

  test('shows evidence by its words where the texts are at hand', async () => {
    const { id } = await eventOf('MeetingHeld')
    const [shown, bare] = [
      await on('correct', id, '--out', '-'),
      await regesta(place, ['correct', id, '--out', '-']),
    ]
    expect(shown.out).toMatch(/# evidence: \[\{ source: source\/\w+, role: statement, quote: /)
    expect(bare.out).toMatch(/# evidence: \[\{ source: source\/\w+, start: \d+, end: /)
  })
})

describe('retract', () => {
  test('writes a draft that is recorded as it is after its reason is given, and none of what is retracted', async () => {
    const { id } = await eventOf('InstrumentSigned')
    expect((await on('retract', id.slice(0, 8), '--out', out())).code).toBe(0)
    expect((await on('record', out())).err).toMatch(/E_SHAPE payload\.reason: expected a reason/)
    mend([/reason: ""/, 'reason: No source says so.'])
    expect(await on('record', out())).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('GONE'),
    })
    expect(await on('retract', id, '--out', join(place.dir, 'b.yaml'))).toMatchObject({
      code: 4,
      err: expect.stringContaining(`E_RETRACTED ${id} is retracted already`),
    })
  })

  test('writes over no file, and by default to one that names chronicle, act and event', async () => {
    const { id } = await eventOf('InstrumentSigned')
    writeFileSync(out(), 'mine')
    expect(await on('retract', id, '--out', out())).toMatchObject({
      code: 4,
      err: expect.stringContaining('E_EXISTS'),
    })
    expect(readFileSync(out(), 'utf8')).toBe('mine')
    const { code, out: help } = await regesta(place, ['retract', '--help'])
    expect([code, help]).toEqual([0, expect.stringContaining('<chronicle>-retract-<digits>.yaml')])
    expect(existsSync(join(place.dir, 'none'))).toBe(false)
  })
})

describe('the event of an act', () => {
  test('is found by words that it alone has', async () => {
    const instrument = await eventOf('InstrumentSigned')
    const words = instrument.subject.replace(/^.*\//, '').split('-')
    expect(await json(place, ['retract', ...words, '--out', out()])).toMatchObject({ event: instrument.id })
  })

  test('is not guessed among several: they are listed with digits, date and what they are called', async () => {
    const meetings = (await events()).filter(({ subject }) => subject.startsWith('meeting/'))
    const { code, err } = await on('correct', 'meeting', '--out', out())
    expect([code, existsSync(out())]).toEqual([5, false])
    expect(err).toMatch(
      /^E_WHICH_EVENT "meeting" is \d+ events; expected the first digits of one, or more words:\n/,
    )
    for (const { id, title } of meetings)
      expect(err).toMatch(new RegExp(`\\n  ${id.slice(0, 8)} \\S+ .*: ${title.slice(0, 20)}`))
  })

  test('that is not there is said with what is near', async () => {
    const { code, err } = await on('correct', 'meetng', '--out', out())
    expect(code).toBe(3)
    expect(err).toMatch(
      /^E_NO_EVENT no event that stands today has all of "meetng"; near it:\n {2}[0-9a-f]{8} /,
    )
    expect(await on('correct', 'qqqqqqqq')).toMatchObject({
      code: 3,
      err: expect.stringContaining('expected the first digits of its id, or words of it'),
    })
  })
})
