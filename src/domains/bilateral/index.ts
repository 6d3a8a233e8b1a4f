/**
 * What can be said of the relationship between two countries?
 *
 * The kinds of its subjects, one in a file, with everything that is declared of the kind. To add a kind of fact, write a
 * file like `visit.ts` and add it to the list below; to add an event type to a kind, declare it in `events` of its file.
 *
 * ```ts
 * const chronicle = await openChronicle({ ledger, name: 'japan-viet-nam', vocabulary: bilateral.vocabulary, clock })
 * const [first] = chronicle.asOf({ date }).list('undertaking')
 * if (first !== undefined) console.log(first.get(undertaking.fields.status).answer, dueOf(first).standing)
 * ```
 */
import { domain, sidesNamed, whatStoodBetween } from '../../domain/index.ts'
import { activity } from './activity.ts'
import { body } from './body.ts'
import { cooperation } from './cooperation.ts'
import { examplesFor } from './examples.ts'
import { figure } from './figure.ts'
import { instrument } from './instrument.ts'
import { label } from './label.ts'
import { mechanism } from './mechanism.ts'
import { meeting } from './meeting.ts'
import { office } from './office.ts'
import { person } from './person.ts'
import { namedPlace } from './place.ts'
import { position } from './position.ts'
import { relations } from './relations.ts'
import { transfer } from './transfer.ts'
import { undertaking } from './undertaking.ts'
import { visit } from './visit.ts'

export const bilateral = domain('bilateral', {
  chronicle: {
    type: 'Relationship',
    field: 'relationship',
    list: 'relationships',
    title: sidesNamed,
    question: whatStoodBetween,
  },
  kinds: [
    meeting,
    instrument,
    mechanism,
    label,
    undertaking,
    office,
    relations,
    visit,
    activity,
    transfer,
    figure,
    position,
    cooperation,
    person,
    body,
    namedPlace,
  ],
  pagesBeginWith: [label, undertaking],
  examples: examplesFor,
  isPartOfProgram: true,
  // American words in their British spelling: the sources print both.
  variants: new Map([
    ['defense', 'defence'],
    ['center', 'centre'],
    ['program', 'programme'],
    ['programs', 'programmes'],
    ['labor', 'labour'],
    ['organization', 'organisation'],
    ['organizations', 'organisations'],
    ['decarbonization', 'decarbonisation'],
  ]),
})

export { parseTimeOfDay } from './in-session.ts'
export { dueOf, undertaking } from './undertaking.ts'
