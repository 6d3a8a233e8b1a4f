import type { Dice } from '../dice.ts'
import { LARGE_SUBJECT, NAME, OPEN_SUBJECT, usualIn } from './large-ledger.ts'

/** One request: a document with variables, or the path of a feed. */
export type Question = { readonly query: string; readonly variables?: object } | { readonly path: string }

/** A new question of one class with every throw of the dice; `head` is the last position. */
export type AskOf = (dice: Dice, head: number) => Question

const day = (dice: Dice) => `${1950 + dice.below(75)}-0${1 + dice.below(9)}-${10 + dice.below(18)}`
const position = (dice: Dice, head: number) => 1 + dice.below(head)
/** A point on all three clocks, one in four with a trust. */
const point = (dice: Dice, head: number) =>
  [
    `date: "${day(dice)}"`,
    dice.below(2) === 0 ? `knownAt: "${day(dice)}"` : '',
    dice.below(2) === 0 ? `position: ${position(dice, head)}` : '',
    dice.below(4) === 0 ? `trusting: { sides: ["${dice.pick(['jp', 'vn'])}"] }` : '',
  ]
    .filter((clock) => clock !== '')
    .join(', ')
/** A new day at a basis that others ask about, too. */
const today = (dice: Dice) => `date: "${day(dice)}"`

const about = (fields: string): Question => ({ query: `{ relationship(id: "${NAME}") { ${fields} } }` })
const inState =
  (fields: (dice: Dice, head: number) => string, at = point): AskOf =>
  (dice, head) =>
    about(`asOf(${at(dice, head)}) { ${fields(dice, head)} }`)
const PAGE = 'totalCount pageInfo { endCursor } nodes { subject headline certainty }'
const ORDERS = ['VALID', 'KNOWN', 'RECORDED', 'SUBJECT'].flatMap((by) => [`${by}_ASC`, `${by}_DESC`])
const order = (dice: Dice) => ORDERS[dice.below(ORDERS.length)]
const kind = (dice: Dice) => dice.pick(['undertaking', 'meeting', 'office'])
const undertaking = (dice: Dice, head: number) => `undertaking/u${dice.below(Math.ceil(usualIn(head) / 15))}`
const source = (dice: Dice, head: number) => `s${dice.below(Math.ceil(usualIn(head) / 25))}`
const item = (subject: string, fields: string) => `item(subject: "${subject}") { ${fields} }`
const EVERY_FIELD =
  'subject headline certainty aliases known { edtf } when { edtf } claims { field certainty because { id } } because { id } sources { id label }'
const HISTORY = 'history { entries { position known { edtf } valid { edtf } } periods { from to certainty } }'
const GRID = 'history { picture(field: "status") { validFrom knownFrom certainty values { certainty } } }'
const CHANGE =
  'subject change causes because { id } fields { field causes } before { headline } after { headline }'

/** Questions that anyone asks, at any point: of each class the answer follows what is asked and not the ledger. */
export const USUAL: Readonly<Record<string, AskOf>> = {
  subject: inState((dice, head) => item(undertaking(dice, head), EVERY_FIELD)),
  'why of a subject': inState((dice, head) =>
    item(undertaking(dice, head), 'why { id } claims { field why { id } }'),
  ),
  history: inState((dice, head) => item(undertaking(dice, head), HISTORY)),
  grid: inState((dice, head) => item(undertaking(dice, head), GRID)),
  page: inState((dice) => `items(first: 20, order: ${order(dice)}) { ${PAGE} }`, today),
  'page, any point': inState((dice) => `items(first: 20, order: ${order(dice)}) { ${PAGE} }`),
  count: inState((dice) => `count(kind: "${kind(dice)}") { definite possible } recordEnds`, today),
  'search, rare': inState((dice, head) => `items(search: "kind ${dice.below(head)}") { ${PAGE} }`),
  'page of a source': inState((dice, head) => `items(source: "source/${source(dice, head)}") { ${PAGE} }`),
  timeline: (dice, head) =>
    about(
      `timeline(knownAt: "${day(dice)}", position: ${position(dice, head)}, order: ${order(dice)}) { totalCount nodes { id type valid { edtf } } }`,
    ),
  'timeline of a subject': (dice, head) =>
    about(`timeline(subject: "${undertaking(dice, head)}") { totalCount nodes { id type } }`),
  sources: (dice, head) =>
    about(
      `sources(knownAt: "${day(dice)}", position: ${position(dice, head)}, first: 20) { totalCount nodes { id label } }`,
    ),
  'why not': (dice, head) =>
    about(
      `whyNot(subject: "${undertaking(dice, head)}", point: { ${point(dice, head)} }) { event { id } hiddenBy { by through { id } } }`,
    ),
  'compare a few events': (dice, head) => {
    const at = position(dice, head - 200)
    return about(
      `compare(from: { ${today(dice)}, position: ${at} }, to: { ${today(dice)}, position: ${at + dice.below(200)} }) { differences(first: 20) { totalCount nodes { ${CHANGE} } } }`,
    )
  },
}

/** Questions that ask for as much as the limits allow, or whose cost is that of the whole chronicle. */
export const HEAVY: Readonly<Record<string, AskOf>> = {
  'deep page': inState((dice) => `items(last: 100, order: ${order(dice)}) { ${PAGE} }`, today),
  'page of known days': inState(
    (dice) => `items(first: 20, known: { from: "${day(dice)}" }) { ${PAGE} }`,
    today,
  ),
  'page of valid days': inState((dice) => `items(first: 20, valid: { from: "${day(dice)}" }) { ${PAGE} }`),
  'page by an actor': inState(() => `items(first: 20, actor: "jp") { ${PAGE} }`),
  'page by no name': inState(() => `items(first: 20, person: "nobody") { ${PAGE} }`),
  'search, common': inState(() => `items(first: 20, search: "minister") { ${PAGE} }`),
  'search, two words': inState(() => `items(first: 20, search: "work goes") { ${PAGE} }`),
  'search, a letter': inState(() => `items(first: 20, search: "w") { ${PAGE} }`),
  'list of undertakings': inState(() => 'undertakings(status: [FULFILLED]) { subject headline status }'),
  'list of offices': inState(() => 'offices { subject titles holders { person { headline } } }'),
  meetings: inState(() => 'meetings { subject headline }'),
  'single source': inState(() => 'singleSource { subject }'),
  conflicts: inState(() => 'conflicts { subject field certainty sides { value sources { id } } }'),
  noted: inState(() => 'noted { subject kind because { id } }'),
  happened: inState((dice) => `happened(among: [MEETING], valid: { from: "${day(dice)}" }) { certainty }`),
  figures: inState(() => 'figures { subject } people { subject headline } positions { subject }'),
  'end of the record': inState(() => 'recordEnds'),
  'large subject': inState(() =>
    item(LARGE_SUBJECT, EVERY_FIELD.replace('because { id } sources', 'sources')),
  ),
  'large subject, who says': inState(() => item(LARGE_SUBJECT, 'because { id } evidence { locator }')),
  'large subject, why': inState(() => item(LARGE_SUBJECT, 'why { id }')),
  'large subject, history': inState(() => item(LARGE_SUBJECT, HISTORY)),
  'large subject, grid': inState(() => item(LARGE_SUBJECT, GRID)),
  'large subject, why not': (dice, head) =>
    about(
      `whyNot(subject: "${LARGE_SUBJECT}", field: "status", point: { ${point(dice, head)} }) { event { id } hiddenBy { by } }`,
    ),
  'large subject, compared': (dice, head) =>
    about(
      `compare(from: { ${point(dice, head)} }, to: { ${point(dice, head)} }) { changes(subject: "${LARGE_SUBJECT}") { ${CHANGE} } }`,
    ),
  'open sources': inState(() => item(OPEN_SUBJECT, EVERY_FIELD)),
  'open sources, grid': inState(() => item(OPEN_SUBJECT, GRID)),
  'open sources, why': inState(() => item(OPEN_SUBJECT, 'why { id }')),
  'compare positions': (dice, head) =>
    about(
      `compare(from: { ${today(dice)}, position: ${position(dice, head)} }, to: {}) { differences(first: 100) { totalCount nodes { ${CHANGE} } } }`,
    ),
  'compare known days': (dice) =>
    about(
      `compare(from: { knownAt: "${day(dice)}" }, to: { knownAt: "${day(dice)}" }) { differences(first: 100) { totalCount nodes { ${CHANGE} } } }`,
    ),
  'compare dates': (dice) =>
    about(
      `compare(from: { ${today(dice)} }, to: { ${today(dice)} }) { differences(first: 100) { totalCount nodes { ${CHANGE} } } }`,
    ),
  'compare trusts': (dice) =>
    about(
      `compare(from: { ${today(dice)}, trusting: { sides: ["jp"] } }, to: { trusting: { sides: ["vn"] } }) { differences(first: 20) { totalCount nodes { ${CHANGE} } } }`,
    ),
  'compare, every change': (dice, head) =>
    about(
      `compare(from: { ${today(dice)}, position: ${position(dice, head)} }, to: {}) { changes { ${CHANGE} } }`,
    ),
  'compare, searched': (dice) =>
    about(`compare(from: { ${today(dice)} }, to: {}) { changes(search: "work") { subject causes } }`),
  'timeline, types': (dice) =>
    about(`timeline(types: ["OfficeAttested"], knownAt: "${day(dice)}") { totalCount nodes { id } }`),
  'timeline, searched': () => about('timeline(search: "minister", last: 100) { totalCount nodes { id } }'),
  'timeline, valid days': (dice) =>
    about(`timeline(valid: { from: "${day(dice)}" }, order: KNOWN_DESC) { totalCount nodes { id } }`),
  'timeline, a trust': (dice) =>
    about(`timeline(trusting: { sides: ["jp"] }, knownAt: "${day(dice)}") { totalCount nodes { id } }`),
  'sources, searched': (dice) =>
    about(
      `sources(search: "s1", side: ["jp"], knownAt: "${day(dice)}", order: KNOWN_DESC) { totalCount nodes { id label } }`,
    ),
  'every source': () => ({ query: '{ sources(search: "s77") { id label } }' }),
  'a source by its label': (dice, head) => ({
    query: `{ source(id: "${source(dice, head)}") { id label } }`,
  }),
  'no such source': inState(() => 'items(source: "none") { totalCount }'),
  feed: (dice, head) => ({ path: `/feeds/${NAME}.json?date=${day(dice)}&position=${position(dice, head)}` }),
  'feed of now': () => ({ path: `/feeds/${NAME}.json` }),
  'hundred points': (dice) =>
    about(
      Array.from(
        { length: 100 },
        (_, n) => `a${n}: asOf(${today(dice)}) { items(first: 5) { ${PAGE} } }`,
      ).join(' '),
    ),
  'hundred known days': (dice, head) =>
    about(
      Array.from(
        { length: 100 },
        (_, n) =>
          `a${n}: asOf(${point(dice, head)}) { ${item(undertaking(dice, head), 'certainty known { edtf }')} }`,
      ).join(' '),
    ),
  'much of a page': inState(
    () =>
      'items(first: 100) { nodes { subject because { id type sources: evidence { locator source { id label publisher } } premises { id } acts { id } } } }',
  ),
  introspection: () => ({
    query:
      '{ __schema { types { name kind description fields { name description args { name description type { name kind ofType { name kind } } } type { name kind ofType { name kind ofType { name } } } } inputFields { name } enumValues { name } } } }',
  }),
  'a big document': (dice) => ({
    query: `query Q${dice.below(1e6)} { ${Array.from(
      { length: 290 },
      (_, n) => `a${n}: relationship(id: "${NAME}") { position }`,
    )
      .slice(0, 50)
      .join(' ')} }`,
  }),
  'many aliases': (dice) =>
    about(
      Array.from(
        { length: 250 },
        (_, n) => `a${n}: asOf(${today(dice)}) { b: point { date position } c: recordEnds }`,
      )
        .slice(0, 90)
        .join(' '),
    ),
  'big variables': (dice) => ({
    query: `query Q($only: [ID!]) { relationship(id: "${NAME}") { asOf(date: "${day(dice)}", trusting: { only: $only }) { items(first: 20) { totalCount } } } }`,
    variables: { only: Array.from({ length: 1_000 }, (_, n) => `source/s${n}`) },
  }),
  proofs: (dice, head) =>
    about(
      `root(position: ${position(dice, head)}) { root } consistency(from: ${position(dice, head)}) { hashes } timeline(first: 100, position: ${position(dice, head)}) { nodes { proof { hashes root } } }`,
    ),
}

/** A dry run: what a recorder asks before recording so many events. */
export const dryRun =
  (events: number): AskOf =>
  (dice) => {
    const salt = dice.below(1e9)
    const name = `source/dry-${salt}`
    return {
      query:
        'mutation Try($input: RecordEventsInput!) { recordEvents(input: $input) { __typename ... on RecordingSuccess { position recorded { digest } chronicle { asOf { count(kind: "meeting") { definite } } } } } }',
      variables: {
        input: {
          chronicle: NAME,
          dryRun: true,
          events: [
            {
              type: 'SourceRegistered',
              subject: name,
              payload: {
                label: `dry-${salt}`,
                published: { edtf: '2020-01-01', basis: 'stated' },
                absent: ['byline'],
              },
              evidence: [{ source: name, locator: 'p. 1', role: 'DATE' }],
            },
            ...Array.from({ length: events - 1 }, (_, n) => ({
              type: 'MeetingHeld',
              subject: `meeting/dry-${salt}-${n}`,
              payload: { kind: 'talks', name: `m${n}` },
              valid: { edtf: '2019-05-05', basis: 'STATED' },
              evidence: [{ source: name, locator: 'p. 1', role: 'STATEMENT' }],
            })),
          ],
        },
      },
    }
  }
