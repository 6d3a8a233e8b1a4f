/**
 * How does a relationship look on a page?
 *
 * The words and sections of the bilateral vocabulary for the command line: what an item is called, how a value
 * reads, and which sections a state has. The rest of `app` shows any vocabulary by such a wording.
 *
 * ```ts
 * for (const { heading, lines } of bilateralWording.sections(state, { all: false })) console.log(heading, lines.length)
 * ```
 */
import { dueOf } from '../../domains/index.ts'
import type { Item } from '../../state/index.ts'
import { formatDay, formatInterval } from '../../time/index.ts'
import type { KindWording, Wording } from '../wording.ts'
import { briefOf } from './brief.ts'
import { instrumentSection, mechanismSection, meetingSection, visitSection } from './meetings.ts'
import { nameOf } from './names.ts'
import {
  cooperationSection,
  figureSection,
  officeSection,
  peopleSection,
  placeSection,
  positionSection,
} from './people.ts'
import { statusSection } from './status.ts'
import { undertakingSections } from './undertakings.ts'
import { valueInWords } from './values.ts'

const kinds: readonly KindWording[] = [
  { kind: 'label', key: 'status', heading: 'Status', main: true, always: true },
  { kind: 'undertaking', key: 'undertakings', heading: 'Undertakings', main: true, always: false },
  { kind: 'meeting', key: 'meetings', heading: 'Meetings', main: true, always: false },
  { kind: 'instrument', key: 'instruments', heading: 'Instruments', main: true, always: false },
  { kind: 'mechanism', key: 'mechanisms', heading: 'Mechanisms', main: true, always: false },
  { kind: 'office', key: 'offices', heading: 'Offices', main: true, always: true },
  { kind: 'figure', key: 'figures', heading: 'Figures', main: true, always: true },
  { kind: 'visit', key: 'visits', heading: 'Visits', main: false, always: false },
  { kind: 'position', key: 'positions', heading: 'Positions', main: false, always: false },
  { kind: 'cooperation', key: 'cooperation', heading: 'Cooperation', main: false, always: true },
  { kind: 'person', key: 'people', heading: 'People', main: false, always: false },
  { kind: 'place', key: 'places', heading: 'Places', main: false, always: false },
]

export const bilateralWording: Wording = {
  kinds,
  title: nameOf,
  brief: briefOf,
  value: valueInWords,
  sections: (state, options) => [
    statusSection(state),
    ...undertakingSections(state, options),
    meetingSection(state),
    instrumentSection(state),
    mechanismSection(state),
    officeSection(state, options),
    figureSection(state),
    ...(options.all
      ? [visitSection, positionSection, cooperationSection, peopleSection, placeSection].map((each) =>
          each(state),
        )
      : []),
  ],
  extras: (item) => (item.kind.kind === 'undertaking' ? { due: dueJson(item) } : {}),
}

/** How an undertaking stands to its due date: `label` in EDTF, `inDays` negative once it is past. */
function dueJson(item: Item) {
  const { standing, label, inDays, overdueSince, certainty } = dueOf(item)
  return {
    standing,
    label: label === undefined ? null : formatInterval(label),
    inDays: inDays ?? null,
    overdueSince: overdueSince === undefined ? null : formatDay(overdueSince),
    certainty,
  }
}
