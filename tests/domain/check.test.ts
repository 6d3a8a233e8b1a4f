import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkDomain, country, domain, existence, kind, one, oneOf, text } from '../../src/domain/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { regesta, temporaryFolder } from '../cli/small-chronicle.ts'
import { lawsuits } from './lawsuits.ts'

const gift = kind('gift', {
  says: 'Something that was given.',
  type: 'Gift',
  list: 'gifts',
  listSays: 'Gifts made.',
  heading: 'Gifts',
  fields: {
    given: existence(),
    what: one(text, 'What it was.', { role: 'topic' }),
    from: one(country, 'Who gave it.', { role: 'side' }),
  },
  label: { en: ({ what, from }) => [what, `from ${from}`] },
  shows: ['from'],
  events: {
    VisitMade: {
      says: 'Something was given',
      payload: { what: text },
      claims: (claim, { what }) => claim.given().what(what),
    },
  },
})

const chronicle = { type: 'Exchange', field: 'exchange', list: 'exchanges' }

test.each([
  ['lawsuits', lawsuits],
  ['bilateral', bilateral],
] as const)('%s has nothing wrong with it', (_, each) => {
  expect(checkDomain(each)).toEqual([])
})

test('checkDomain() gives every fault at once with its path', () => {
  const unlabelled = { ...gift, labels: new Map() }
  const faulty = domain('gifts', { chronicle, kinds: [gift, unlabelled] })
  const found = checkDomain(faulty, [bilateral]).map(({ code, message }) => `${code} ${message}`)
  expect(found).toEqual([
    'E_TYPE_TAKEN kinds[0].events.VisitMade: is an event type of the domain bilateral',
    'E_NOT_CLAIMED kinds[0].fields.from: no event claims it',
    'E_KIND_TWICE kinds[1]: the kind "gift" is declared twice',
    'E_TYPE_TAKEN kinds[1].events.VisitMade: is an event type of the domain bilateral',
    'E_NOT_CLAIMED kinds[1].fields.from: no event claims it',
    'E_NO_LABEL kinds[1].label.en: "gift" has no label',
  ])
})

test('checkDomain() refuses names that the schema of every domain has', () => {
  const names = { type: 'Chronicle', field: 'chronicle', list: 'chronicles', state: 'State' }
  const found = checkDomain(domain('gifts', { chronicle: names, kinds: [gift] }))
  expect(found.filter(({ code }) => code === 'E_NAME_TAKEN').map(({ message }) => message)).toEqual([
    'chronicle.type: "Chronicle" is what every domain has; expected a name of its own',
    'chronicle.state: "State" is what every domain has; expected a name of its own',
    'chronicle.field: "chronicle" is what every domain has; expected a name of its own',
    'chronicle.list: "chronicles" is what every domain has; expected a name of its own',
  ])
})

test('checkDomain() refuses a due date that is no date', () => {
  const what = one(text, 'By when, in words.', { role: 'due' })
  const due = kind('gift', {
    says: 'Something that was given.',
    type: 'Gift',
    list: 'gifts',
    listSays: 'Gifts made.',
    heading: 'Gifts',
    fields: { given: existence(), what },
    label: { en: ({ what }) => [what] },
    shows: [],
    events: {
      GiftMade: {
        says: 'Something was given',
        payload: { what: text },
        claims: (claim, { what }) => claim.given().what(what),
      },
    },
  })
  expect(checkDomain(domain('gifts', { chronicle, kinds: [due] }))).toEqual([
    { code: 'E_ROLE', message: 'kinds[0].fields.what: is `due`, and no date' },
  ])
})

test('checkDomain() refuses a filter that is called like an argument of every list', () => {
  const standing = oneOf({ kept: 'Still there.', lost: 'No more.' })
  const kept = kind('gift', {
    says: 'Something that was given.',
    type: 'Gift',
    list: 'gifts',
    listSays: 'Gifts made.',
    heading: 'Gifts',
    fields: {
      given: existence(),
      standing: one(standing, 'What became of it.', { filter: { name: 'known', says: 'Only those.' } }),
    },
    label: { en: ({ standing }) => [standing] },
    shows: [],
    events: {
      GiftMade: {
        says: 'Something was given',
        payload: { standing },
        claims: (claim, { standing }) => claim.given().standing(standing),
      },
    },
  })
  expect(checkDomain(domain('gifts', { chronicle, kinds: [kept] }))).toEqual([
    { code: 'E_NAME_TAKEN', message: 'filters.known: "known" is an argument of every list' },
  ])
})

test('checkDomain() refuses what is no domain, and one that is served already', () => {
  expect(checkDomain({ kinds: 3 })).toMatchObject([{ code: 'E_DOMAIN' }])
  expect(checkDomain(lawsuits, [bilateral, lawsuits]).map(({ code }) => code)).toContain('E_NAME_TAKEN')
})

test('a command refuses modules that are none, all at once, each by its file', async () => {
  const dir = temporaryFolder()
  const place = { dir, events: join(dir, 'events'), ledger: join(dir, 'ledger.sqlite') }
  const [empty, broken, missing] = ['empty.mjs', 'broken.mjs', 'missing.mjs'].map((file) => join(dir, file))
  if (empty === undefined || broken === undefined || missing === undefined) throw new Error('no files')
  writeFileSync(empty, 'export default 3\n')
  writeFileSync(broken, 'throw new Error("out of order")\n')
  const flags = [empty, broken, missing].flatMap((file) => ['--domain', file])
  const { code, err } = await regesta(place, ['as-of', ...flags])
  expect(code).not.toBe(0)
  for (const file of [empty, broken, missing]) expect(err).toContain(`${file} E_DOMAIN`)
  expect(err).toContain('out of order')
})
