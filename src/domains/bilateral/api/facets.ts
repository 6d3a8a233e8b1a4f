import {
  ARGUMENT_DESCRIPTIONS,
  type NameFacet,
  type ReadValues,
  type WordFacet,
} from '../../../graphql/index.ts'
import { COOPERATION_SCOPES, COOPERATION_STAGES, cooperationFields } from '../cooperation.ts'
import { INSTRUMENT_KINDS, instrumentFields } from '../instrument.ts'
import { MECHANISM_STAGES, mechanismFields } from '../mechanism.ts'
import { MEETING_KINDS, meetingFields } from '../meeting.ts'
import { officeFields } from '../office.ts'
import { personFields } from '../person.ts'
import { placeFields } from '../place.ts'
import { positionFields } from '../position.ts'
import type { Place } from '../terms.ts'
import { undertakingFields } from '../undertaking/index.ts'
import { visitFields } from '../visit.ts'

/** By what the lists of a relationship can be narrowed, beside what all lists can: each the same on every list. */

/** Persons by their keys, as others name them. */
const PERSONS = {
  meeting: (said) => said(meetingFields.participants).map(({ person }) => person),
  instrument: (said) => [...said(instrumentFields.signatories), ...said(instrumentFields.witnesses)],
  undertaking: (said) => [...said(undertakingFields.by), ...said(undertakingFields.heads)],
  office: (said) => said(officeFields.holder),
  visit: (said) => said(visitFields.persons),
  position: (said) => said(positionFields.actors),
  cooperation: (said) => said(cooperationFields.by),
} satisfies Record<string, ReadValues>

/** An office under each of its titles, with its side: there is a minister of defence on both. */
const officeNames: ReadValues = (said) =>
  said(officeFields.side).flatMap((side) => said(officeFields.title).map((title) => `${side} ${title}`))

/** Sides, bodies and titles, as they are printed beside the persons; a title with its side too, which tells offices apart. */
const OTHERS = {
  meeting: (said) => {
    const participants = said(meetingFields.participants)
    const titles = said(meetingFields.titles).flatMap(({ person, title }) => [
      title,
      ...participants.filter((one) => one.person === person).map((one) => `${one.side} ${title}`),
    ])
    return [...participants.map(({ side }) => side), ...titles]
  },
  instrument: (said) => said(instrumentFields.parties).flatMap(({ side, body }) => [side, body ?? side]),
  office: (said) => [
    ...[officeFields.side, officeFields.body, officeFields.title].flatMap((field) => said(field)),
    ...officeNames(said),
  ],
  visit: (said) => said(visitFields.side),
} satisfies Record<string, ReadValues>

const actors: ReadonlyMap<string, ReadValues> = new Map(
  Object.entries<ReadValues>(PERSONS).map(([kind, read]) => {
    const others = new Map(Object.entries<ReadValues>(OTHERS)).get(kind)
    return [kind, (said) => [...read(said), ...(others?.(said) ?? [])]]
  }),
)

const personNames: ReadValues = (said) => said(personFields.name)

export const person: NameFacet = {
  type: 'name',
  name: 'person',
  description:
    'Only those in which this person has a part: by key, or by a name in any spelling. Whom nothing names is found nowhere.',
  reads: new Map(Object.entries(PERSONS)),
  named: new Map([['person', personNames]]),
}

export const actor: NameFacet = {
  type: 'name',
  name: 'actor',
  description:
    'Only those in which this side (like `jp`), person, office or body has a part: by key, or by a name or title in any spelling. What nothing names is found nowhere.',
  reads: actors,
  named: new Map([
    ['person', personNames],
    ['office', officeNames],
  ]),
}

export const by: NameFacet = {
  type: 'name',
  name: 'by',
  description:
    'Only those that this side (like `jp`) or person undertook, as listed: by key, or by a name in any spelling. A side’s persons are others than the side. What nothing names is found nowhere.',
  reads: new Map<string, ReadValues>([['undertaking', (said) => said(undertakingFields.by)]]),
  named: new Map([['person', personNames]]),
}

export const addressee: NameFacet = {
  type: 'name',
  name: 'addressee',
  description:
    'Only those that are addressed to this side (like `vn`) or person, as listed: by key, or by a name in any spelling. What nothing names is found nowhere.',
  reads: new Map<string, ReadValues>([['undertaking', (said) => said(undertakingFields.to)]]),
  named: new Map([['person', personNames]]),
}

/** The names of a place: what is told of it under one is told of it under all. */
const places: ReadonlyMap<string, ReadValues> = new Map([['place', (said) => said(placeFields.name)]])

export const topic: NameFacet = {
  type: 'name',
  name: 'topic',
  description:
    'Only those about this: the whole of a topic or area as it is told, in any spelling, and where it is a place under any of its names. What nothing is about is found nowhere.',
  reads: new Map<string, ReadValues>([
    ['meeting', (said) => said(meetingFields.topics)],
    ['instrument', (said) => said(instrumentFields.topic)],
    ['undertaking', (said) => said(undertakingFields.topics)],
    ['position', (said) => said(positionFields.topic)],
    ['cooperation', (said) => said(cooperationFields.area)],
  ]),
  named: places,
}

export const place: NameFacet = {
  type: 'name',
  name: 'place',
  description:
    'Only those at this place: a country (like `jp`), city or house in any spelling, or a named place by key or by any of its names. What nothing names is found nowhere.',
  reads: new Map<string, ReadValues>([
    [
      'meeting',
      (said) =>
        [meetingFields.country, meetingFields.city, meetingFields.venue].flatMap((field) => said(field)),
    ],
    ['visit', (said) => [...said(visitFields.country), ...said(visitFields.city)]],
    ['undertaking', (said) => said(undertakingFields.place).flatMap(partsOf)],
  ]),
  named: places,
}

export const country: WordFacet = {
  type: 'words',
  name: 'country',
  description:
    'Only those in one of these countries, like `vn`. What is no country in two letters is refused.',
  accepts: {
    like: /^[a-z]{2}$/,
    expected: 'a country in two letters (ISO 3166-1 alpha-2, lower case), like vn',
  },
  code: 'E_COUNTRY',
  reads: new Map<string, ReadValues>([
    ['meeting', (said) => said(meetingFields.country)],
    ['visit', (said) => said(visitFields.country)],
    ['undertaking', (said) => said(undertakingFields.place).flatMap(({ country }) => country ?? [])],
  ]),
}

export const side: WordFacet = {
  type: 'words',
  name: 'side',
  description: ARGUMENT_DESCRIPTIONS.side,
  accepts: {
    like: /^[a-z]{2}$/,
    expected: 'a side in two letters (ISO 3166-1 alpha-2, lower case), like jp',
  },
  code: 'E_UNKNOWN_SIDE',
  reads: new Map<string, ReadValues>([
    ['office', (said) => said(officeFields.side)],
    ['person', (said) => said(personFields.side)],
    ['visit', (said) => said(visitFields.side)],
  ]),
}

export const kind: WordFacet = {
  type: 'words',
  name: 'kind',
  description:
    'Only those whose `kind` is one of these, like `summit` or `memorandum`. One that is none is refused.',
  accepts: {
    words: new Map<string, readonly string[]>([
      ['meeting', MEETING_KINDS],
      ['instrument', INSTRUMENT_KINDS],
    ]),
  },
  code: 'E_KIND',
  reads: new Map<string, ReadValues>([
    ['meeting', (said) => said(meetingFields.kind)],
    ['instrument', (said) => said(instrumentFields.kind)],
  ]),
}

export const scope: WordFacet = {
  type: 'words',
  name: 'scope',
  description: 'Only those that reach so far: `defence`, `general`. A word that is none of these is refused.',
  accepts: { words: new Map([['cooperation', COOPERATION_SCOPES]]) },
  code: 'E_SCOPE',
  reads: new Map([['cooperation', (said) => said(cooperationFields.scope)]]),
}

export const stage: WordFacet = {
  type: 'words',
  name: 'stage',
  description:
    'Only those that may have come just so far, as their `stages` have it. One that is none is refused.',
  accepts: {
    words: new Map<string, readonly string[]>([
      ['mechanism', MECHANISM_STAGES],
      ['cooperation', COOPERATION_STAGES],
    ]),
  },
  code: 'E_STAGE',
  standing: true,
  reads: new Map<string, ReadValues>([
    ['mechanism', (said) => said(mechanismFields.stage)],
    ['cooperation', (said) => said(cooperationFields.stage)],
  ]),
}

function partsOf({ country, city, venue }: Place): readonly string[] {
  return [country, city, venue].filter((part) => part !== undefined)
}
