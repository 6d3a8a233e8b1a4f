import { describe, expect, it, test } from 'vitest'
import { checkRecording, emptyWriteModel, textsOf } from '../../src/admission/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { RegestaError } from '../../src/errors.ts'
import { sha256Hex } from '../../src/event/index.ts'
import { replayed } from './replayed.ts'

const { catalogue } = bilateral.vocabulary

const TEXT =
  'The two ministers walked along the frozen harbour before breakfast and spoke of herring. 両国の大臣は朝食の前に凍った港を歩きニシンについて話した。'
const OTHER = `Reykjavik. ${TEXT} It snowed.`

type Event = Readonly<Record<string, unknown>>

const date = (edtf: string) => ({ edtf, basis: 'stated' })

function source(name: string, more: object = {}): Event {
  return {
    type: 'SourceRegistered',
    subject: `source/${name}`,
    payload: { label: name, published: date('2025-01-10'), absent: [], ...more },
    evidence: [{ source: `source/${name}`, locator: 'p. 1', role: 'date' }],
  }
}

function told(type: string, subject: string, payload: object, on?: string): Event {
  return {
    type,
    subject,
    payload,
    ...(on !== undefined && { valid: date(on) }),
    evidence: [{ source: 'source/a', locator: 'p. 1', role: 'context' }],
  }
}

const person = (name: string) => told('PersonNamed', `person/${name}`, { name })
const meeting = (name: string, more: object = {}) =>
  told('MeetingHeld', `meeting/${name}`, { kind: 'talks', name, ...more }, '2024-03-01')
const made = (name: string, more: object = {}, on = '2024-01-05') =>
  told(
    'UndertakingMade',
    `undertaking/${name}`,
    { grade: 'pledge', by: ['is'], content: 'To sign.', checkable: true, ...more },
    on,
  )
const became = (what: string, name: string, on?: string, more: object = { how: 'In time.' }) =>
  told(`Undertaking${what}`, `undertaking/${name}`, more, on)

const words = new Map(
  [
    ...textsOf([
      ['a.txt', TEXT],
      ['b.txt', OTHER],
    ]),
  ].map(([digest, { text }]) => [digest, text]),
)

/** The warnings of what is recorded, after what was; each with its place. */
function warnings(
  events: readonly Event[],
  before: readonly Event[] = [],
  texts = new Map<string, string>(),
) {
  const model = replayed('x', [])
  let at = 0
  const record = (batch: readonly Event[]) => {
    const { fresh, warnings } = checkRecording({ events: batch, texts }, model, catalogue)
    for (const { id, body } of fresh) model.apply({ id, event: JSON.parse(body), recordedAt: ++at })
    return warnings.map(({ code, message, place }) => `${code} ${place?.path?.join('.')} ${message}`)
  }
  record([source('a'), ...before])
  return record(events)
}

const none = (what: readonly string[]) => expect(what).toEqual([])

describe('W_NOT_BEGUN and W_ENDED', () => {
  it('tell of an act on a promise that was never made, with the nearest that was', () => {
    const found = warnings([became('Fulfilled', 'herring-memorandom')], [made('herring-memorandum')])
    expect(found).toEqual([
      expect.stringMatching(
        /^W_NOT_BEGUN events\.0\.subject .*did you mean undertaking\/herring-memorandum\?$/,
      ),
    ])
    expect(warnings([became('Withdrawn', 'nothing-like-it')])).toEqual([
      expect.stringMatching(/^W_NOT_BEGUN events\.0\.subject .*was ever there$/),
    ])
  })

  it('do not come where it was made before, further down, or by a name that is said to be the same', () => {
    none(warnings([became('Fulfilled', 'a')], [made('a')]))
    none(warnings([became('Fulfilled', 'a'), made('a')]))
    const same = {
      type: 'IdentityAsserted',
      subject: 'undertaking/other',
      payload: { same: ['undertaking/other', 'undertaking/a'], reason: 'one promise' },
      premises: ['one', 'two'],
    }
    none(warnings([{ ...made('a'), ref: 'one' }, { ...became('Fulfilled', 'other'), ref: 'two' }, same]))
  })

  it.each([
    ['another end', became('Withdrawn', 'a', '2024-05-01'), became('Fulfilled', 'a', '2024-06-01')],
    ['another end before it', became('Withdrawn', 'a', '2024-07-01'), became('Fulfilled', 'a', '2024-06-01')],
    ['another end, undated', became('Lapsed', 'a'), became('Fulfilled', 'a')],
    ['an act after it', became('Fulfilled', 'a', '2024-05-01'), became('PartlyFulfilled', 'a', '2024-06-01')],
    ['the same end again, later', became('Fulfilled', 'a', '2024-05'), became('Fulfilled', 'a', '2024-07')],
    [
      'an act recorded before',
      became('PartlyFulfilled', 'a', '2024-07-01'),
      became('Fulfilled', 'a', '2024-06-01'),
    ],
  ])('tell of an end, and %s', (_, first, second) => {
    const found = [expect.stringMatching(/^W_ENDED events\.\d\.(valid\.edtf|subject) expected no /)]
    expect(warnings([second], [made('a'), first])).toEqual(found)
  })

  it.each([
    [
      'an act before it',
      became('PartlyFulfilled', 'a', '2024-05-01'),
      became('Fulfilled', 'a', '2024-06-01'),
    ],
    [
      'an earlier act recorded later',
      became('Fulfilled', 'a', '2024-06-01'),
      became('PartlyFulfilled', 'a', '2024-05'),
    ],
    ['two reports of one end', became('Fulfilled', 'a', '2024-06'), became('Fulfilled', 'a', '2024-06-03')],
    [
      'an answer without a date',
      became('Fulfilled', 'a', '2024-06'),
      became('Answered', 'a', undefined, { with: 'undertaking/a', how: 'yes' }),
    ],
  ])('do not come of %s', (_, first, second) => {
    none(warnings([second], [made('a'), first]))
  })

  it('come once in one batch, and not where the end was retracted', () => {
    const ended = became('Fulfilled', 'a', '2024-06-01')
    const late = became('PartlyFulfilled', 'a', '2024-07-01')
    expect(warnings([made('a'), late, ended])).toHaveLength(1)
    const retracted = {
      type: 'EventRetracted',
      subject: 'undertaking/a',
      payload: { reason: 'a slip' },
      target: { event: 'end' },
    }
    none(warnings([made('a'), { ...ended, ref: 'end' }, retracted, late]))
  })

  it('do not know of a kind whose every event begins it', () => {
    const agreed = { name: 'dialogue', level: 'working' }
    none(
      warnings([
        told('MechanismConvened', 'mechanism/dialogue', { ...agreed, occasion: 'meeting/b' }),
        meeting('b'),
      ]),
    )
  })
})

describe('W_BEFORE_IT_BEGAN and W_DUE_BEFORE_IT_BEGAN', () => {
  test.each([
    ['the act', [made('a')], [became('Fulfilled', 'a', '2023-12-01')]],
    ['the begin', [became('Fulfilled', 'a', '2023-12-01')], [made('a')]],
    ['both', [], [became('Fulfilled', 'a', '2023-12-01'), made('a')]],
    ['a month', [made('a', {}, '2024-02')], [became('Withdrawn', 'a', '2024-01')]],
  ])('tell of what is done before it was made, where %s is recorded', (_, before, events) => {
    expect(warnings(events, before)).toEqual([
      expect.stringMatching(/^W_BEFORE_IT_BEGAN events\.0\.valid\.edtf expected no day (before|after) /),
    ])
  })

  test('do not come where the dates may fit', () => {
    none(warnings([became('Fulfilled', 'a', '2024-01-05')], [made('a')]))
    none(warnings([became('Fulfilled', 'a', '[2023..2024]')], [made('a')]))
    none(warnings([became('Fulfilled', 'a')], [made('a')]))
    none(warnings([became('Fulfilled', 'a', '2023-12-01')], [made('a'), made('a', {}, '2023-11')]))
    none(warnings([made('a')], [became('Fulfilled', 'a', '2023-12-01'), made('a', {}, '2023-11')].reverse()))
  })

  test('tell of a due day before it was made, and not of one that may be later', () => {
    expect(warnings([made('a', { due: date('2023-06-01') })])).toEqual([
      'W_DUE_BEFORE_IT_BEGAN events.0.payload.due.edtf expected no day before 2024-01-05, the date of UndertakingMade; 2023-06-01 is before that',
    ])
    none(warnings([made('a', { due: date('2024-01-05') })]))
    none(warnings([made('a', { due: date('2024') })]))
  })

  test('speak of what a correction sets, at its place, and of nothing that it leaves as it was', () => {
    const correct = (set: object): Event => ({
      type: 'EventCorrected',
      subject: 'undertaking/a',
      payload: { reason: 'misread', set },
      target: { event: 'made' },
    })
    const late = [{ ...made('a'), ref: 'made' }, correct({ payload: { due: date('2023-06-01') } })]
    expect(warnings(late)).toEqual([
      expect.stringMatching(/^W_DUE_BEFORE_IT_BEGAN events\.1\.payload\.set\.payload\.due\.edtf /),
    ])
    expect(
      warnings([
        { ...made('a', { due: date('2024-06-01') }), ref: 'made' },
        correct({ valid: date('2025-01-01') }),
      ]),
    ).toEqual([expect.stringMatching(/^W_DUE_BEFORE_IT_BEGAN events\.1\.payload\.set\.valid\.edtf /)])
    const wrong = { ...made('a', { occasion: 'meeting/nowhere' }), ref: 'made' }
    expect(warnings([wrong, correct({ payload: { checkable: false } })])).toHaveLength(1)
  })
})

describe('W_UNKNOWN_KEY and W_NEAR_KEY', () => {
  test.each([
    ['occasion', made('a', { occasion: 'meeting/spring-talk' }), 'payload.occasion', 'meeting/spring-talks'],
    ['by', made('a', { by: ['is', 'person/jon-jonsson'] }), 'payload.by.1', 'person/jon-jonson'],
    [
      'person',
      meeting('b', { participants: [{ person: 'person/joon-jonson', side: 'is', role: 'head' }] }),
      'payload.participants.0.person',
      'person/jon-jonson',
    ],
    [
      'with',
      became('Fulfilled', 'p', '2024-06-01', { with: 'meeting/2024-spring-talks' }),
      'payload.with',
      'meeting/spring-talks',
    ],
    [
      'about',
      {
        type: 'DisagreementNoted',
        subject: 'disagreement/x',
        payload: { kind: 'gap', about: ['meeting/sprng-talks'], summary: 'no end is given' },
        premises: ['one'],
      },
      'payload.about.0',
      'meeting/spring-talks',
    ],
    ['copyOf', source('b', { copyOf: 'source/aa' }), 'payload.copyOf', 'source/a'],
  ])('tells of a key under `%s` that nothing names, with the nearest', (_, event, path, nearest) => {
    const before = [made('p'), meeting('spring-talks'), person('jon-jonson')]
    const events = [{ ...made('q'), ref: 'one' }, event]
    expect(warnings(events, before)).toEqual([
      expect.stringMatching(
        new RegExp(`^W_UNKNOWN_KEY events\\.1\\.${path} .*; did you mean ${nearest}\\?$`),
      ),
    ])
  })

  test('do not come of what is named further down, is announced, or has faults of its own', () => {
    none(warnings([made('a', { occasion: 'meeting/b' }), meeting('b')]))
    none(warnings([made('a', { meeting: 'meeting/next' }), made('b', { occasion: 'meeting/next' })]))
    none(warnings([made('a', { by: ['is', 'dk'] })]))
  })

  test('come of what was retracted', () => {
    const gone = {
      type: 'EventRetracted',
      subject: 'meeting/b',
      payload: { reason: 'a slip' },
      target: { event: 'b' },
    }
    expect(warnings([{ ...meeting('b'), ref: 'b' }, gone, made('a', { occasion: 'meeting/b' })])).toEqual([
      expect.stringMatching(/^W_UNKNOWN_KEY events\.2\.payload\.occasion .*nothing names meeting\/b$/),
    ])
  })

  test.each([
    ['a letter more', 'jon-jonsson'],
    ['a letter less', 'jon-jonon'],
    ['another letter', 'jan-jonson'],
    ['two letters swapped', 'jno-jonson'],
    ['no hyphen', 'jonjonson'],
  ])('tell of a key of its own that is one letter from another: %s', (_, name) => {
    const found = /^W_NEAR_KEY events\.0\.subject .* one letter from person\/jon-jonson; /
    expect(warnings([person(name)], [person('jon-jonson')])).toEqual([expect.stringMatching(found)])
  })

  test('do not come where another event has the key, where digits differ, of short names, and of another kind', () => {
    none(warnings([{ ...person('jon-jonsson'), salt: '1' }, person('jon-jonsson')], [person('jon-jonson')]))
    none(warnings([meeting('2024-03-02-talks')], [meeting('2024-03-01-talks')]))
    none(warnings([person('bo')], [person('bob')]))
    none(warnings([told('PlaceNamed', 'place/jon-jonsson', { name: 'x' })], [person('jon-jonson')]))
  })
})

describe('W_COUNTRY', () => {
  test.each([
    ['uk', '2024', 'uk is none; did you mean gb?'],
    ['xk', '2024', 'xk is none'],
    ['su', '1993-01', 'withdrawn from ISO 3166-1 on 1992-08-30, and 1993-01-01 is later; since then: ru,'],
    ['dd', '1990-10-31', 'since then: de'],
  ])('tells that %s is no country of %s', (code, on, message) => {
    const found = warnings([
      told('MeetingHeld', 'meeting/b', { kind: 'talks', name: 'b', place: { country: code } }, on),
    ])
    expect(found).toEqual([expect.stringMatching(/^W_COUNTRY events\.0\.payload\.place\.country /)])
    expect(found[0]).toContain(message)
  })

  test.each([
    ['su', '1985'],
    ['su', '1990/1995'],
    ['dd', '1990-10-30'],
    ['yd', undefined],
    ['is', '1800'],
  ])('lets %s pass in %s', (code, on) => {
    none(
      warnings([
        told('VisitMade', 'visit/b', { persons: ['person/p'], called: false, side: 'is', country: code }, on),
        person('p'),
      ]),
    )
  })

  test('speaks of sides that act, wherever they are named', () => {
    expect(warnings([made('a', { by: ['is', 'en'] })])).toEqual([
      expect.stringMatching(/^W_COUNTRY events\.0\.payload\.by\.1 .*did you mean gb\?$/),
    ])
  })
})

describe('W_NOT_OWN_WORDS', () => {
  const text = { digest: sha256Hex(TEXT), length: TEXT.length }
  const reading = (content: string, on: object = date('2024-01-05')) =>
    warnings([{ ...made('a', { content }), valid: on }], [source('t', { text })], words)
  const eight = 'walked along the frozen harbour before breakfast and'

  test.each([
    ['as they stand', `They ${eight} left.`, '8 words in a row'],
    [
      'in another case, with other marks',
      `WALKED along, the “frozen” harbour before-breakfast and`,
      '8 words in a row',
    ],
    ['more of them', `ministers ${eight} spoke of herring`, '12 words in a row'],
    [
      'sixteen characters where no spaces part words',
      'その大臣は朝食の前に凍った港を歩きニシン',
      'characters in a row',
    ],
  ])('tells of words of a text at hand: %s', (_, content, message) => {
    const found = reading(content)
    expect(found).toEqual([
      expect.stringMatching(/^W_NOT_OWN_WORDS events\.0\.payload\.content expected our own words; /),
    ])
    expect(found[0]).toContain(message)
    expect(found[0]).toContain('the text of source/t')
  })

  test.each([
    ['seven words', 'along the frozen harbour before breakfast and left'],
    ['eight with one of ours among them', 'walked along the cold frozen harbour before breakfast and'],
    ['fifteen characters', '朝食の前に凍った港を歩きニシ'],
  ])('lets pass %s', (_, content) => {
    none(reading(content))
  })

  test('tells of readings of dates and of reasons too, and of no name as printed', () => {
    expect(reading('To sign.', { ...date('2024-01-05'), reading: eight })).toEqual([
      expect.stringMatching(/^W_NOT_OWN_WORDS events\.0\.valid\.reading /),
    ])
    expect(warnings([meeting('b', { name: eight })], [], words)).toEqual([])
    const set = { payload: { content: eight } }
    const corrected = {
      type: 'EventCorrected',
      subject: 'undertaking/a',
      payload: { reason: eight, set },
      target: { event: 'made' },
    }
    expect(warnings([{ ...made('a'), ref: 'made' }, corrected], [], words).sort()).toEqual([
      expect.stringMatching(/^W_NOT_OWN_WORDS events\.1\.payload\.reason /),
      expect.stringMatching(/^W_NOT_OWN_WORDS events\.1\.payload\.set\.payload\.content /),
    ])
  })
})

describe('W_SAME_TEXT and W_COPY', () => {
  const of = (text: string) => ({ text: { digest: sha256Hex(text), length: text.length } })
  const long = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
  const copy = `Other head. ${long.replace('word7 ', 'wrod7 ')} Other end.`
  const texts = new Map([long, copy].map((text) => [sha256Hex(text), text]))

  test('tell of two registrations of one text, and of an article in two', () => {
    expect(warnings([source('two', of(long))], [source('one', of(long))])).toEqual([
      expect.stringMatching(/^W_SAME_TEXT events\.0\.payload\.text\.digest .*copyOf: source\/one; /),
    ])
    expect(warnings([source('two', of(copy))], [source('one', of(long))], texts)).toEqual([
      expect.stringMatching(/^W_COPY events\.0\.payload\.text\.digest .*copyOf: source\/one; /),
    ])
  })

  test('do not come where one is said to be a copy of the other, nor of what only cites it', () => {
    none(warnings([source('two', { ...of(copy), copyOf: 'source/one' })], [source('one', of(long))], texts))
    none(warnings([source('two', { ...of(long), copyOf: 'source/one' })], [source('one', of(long))]))
    const cites = `${long.split(' ').slice(0, 15).join(' ')} ${long.split(' ').reverse().join(' ')}`
    const both = new Map([...texts, [sha256Hex(cites), cites]])
    none(warnings([source('two', of(cites))], [source('one', of(long))], both))
  })
})

describe('a copy, a translation and a part', () => {
  const one = 'They spoke of herring, and of nothing else, all through the long and frozen afternoon.'
  const text = { text: { digest: sha256Hex(one), length: one.length } }

  test.each(['copyOf', 'translationOf', 'partOf'])(
    'is told by %s: no W_SAME_TEXT comes, nor W_SAME_ADDRESS',
    (field) => {
      const facts = { ...text, address: 'https://example.org/1' }
      none(warnings([source('two', { ...facts, [field]: 'source/one' })], [source('one', facts)]))
      none(
        warnings(
          [source('three', { ...facts, [field]: 'source/x1' }), source('x1')],
          [source('one', { ...facts, [field]: 'source/x1' })],
        ),
      )
    },
  )

  test('is of a source that some event registers, or W_UNKNOWN_KEY names the nearest', () => {
    for (const field of ['translationOf', 'partOf'])
      expect(warnings([source('two', { [field]: 'source/on' })], [source('one')])).toEqual([
        expect.stringMatching(`^W_UNKNOWN_KEY events\\.0\\.payload\\.${field} .*source/one`),
      ])
  })
})

describe('W_SAME_ADDRESS', () => {
  const at = (address: string) => ({ address })

  test('tells of two sources at one address, of the second where both are new', () => {
    const told =
      /^W_SAME_ADDRESS events\.\d\.payload\.address .*copyOf: source\/one; source\/one is at this address too$/
    const again = source('two', at('https://Example.ORG:443/news#top'))
    expect(warnings([again], [source('one', at('https://example.org/news'))])).toEqual([
      expect.stringMatching(told),
    ])
    expect(warnings([source('one', at('https://example.org/news')), again])).toEqual([
      expect.stringMatching(told),
    ])
  })

  test('tells of an address that a correction gives, and of none that is corrected', () => {
    const here = at('https://example.org/news')
    const corrects = (of: string, address: string | null) => ({
      type: 'EventCorrected',
      subject: `source/${of}`,
      payload: { reason: 'misread', set: { payload: { address } } },
      target: { event: of },
    })
    expect(
      warnings([{ ...source('two'), ref: 'two' }, corrects('two', here.address)], [source('one', here)]),
    ).toEqual([expect.stringMatching(/^W_SAME_ADDRESS events\.1\.payload\.set\.payload\.address /)])
    none(warnings([{ ...source('two', here), ref: 'two' }, corrects('two', null), source('one', here)]))
  })

  test('tells of no other address, not even on the same site', () => {
    none(
      warnings(
        [source('two', at('https://example.org/news/2'))],
        [source('one', at('https://example.org/news'))],
      ),
    )
    none(warnings([source('two')], [source('one', at('https://example.org/news'))]))
  })
})

describe('W_ACCESSED', () => {
  test.each([
    [
      '2025-01-08',
      /^W_ACCESSED events\.0\.payload\.accessed expected no day before 2025-01-10, .*2025-01-08$/,
    ],
    ['2025-01-09', undefined],
    ['2025-01-10', undefined],
    ['2026-01-01', undefined],
  ])('of what came out on 10 January and was read on %s', (accessed, expected) => {
    expect(warnings([source('two', { accessed })])).toEqual(
      expected === undefined ? [] : [expect.stringMatching(expected)],
    )
  })

  test('never of what is undated, and at the date where a correction moves that', () => {
    none(warnings([source('two', { accessed: '1999-01-01', published: date('[..2030-01-01]') })]))
    const moved = {
      type: 'EventCorrected',
      subject: 'source/two',
      payload: { reason: 'misread', set: { payload: { published: date('2026-01-10') } } },
      target: { event: 'two' },
    }
    expect(warnings([{ ...source('two', { accessed: '2025-03-01' }), ref: 'two' }, moved])).toEqual([
      expect.stringMatching(/^W_ACCESSED events\.1\.payload\.set\.payload\.published /),
    ])
  })
})

describe('W_LANGUAGE', () => {
  test.each([
    ['jp', /^W_LANGUAGE events\.0\.payload\.language .*jp is none; did you mean ja\?$/],
    ['vn-VN', /vn is none; did you mean vi-VN\?$/],
    ['xx', /xx is none$/],
    ['tl', /expected fil, as tl is written now$/],
    ['jpn', /expected ja, as jpn is written now$/],
  ])('tells of %s', (language, expected) => {
    expect(warnings([source('two', { language })])).toEqual([expect.stringMatching(expected)])
  })

  test.each(['ja', 'en-GB', 'zh-Hant-TW', 'cbk', 'mul', 'es-419', 'de-1901'])(
    'says nothing of %s',
    (language) => {
      none(warnings([source('two', { language })]))
    },
  )
})

test('nothing is said of what has faults, but these', () => {
  const bad = { ...became('Fulfilled', 'nowhere'), evidence: [] }
  expect(() => checkRecording({ events: [bad] }, emptyWriteModel('x'), catalogue)).toThrow(RegestaError)
})
