/**
 * How does one ask about a relationship between two countries in GraphQL?
 *
 * The types of the bilateral vocabulary, plugged into the neutral API:
 *
 * ```ts
 * const schema = createSchema(bilateralApi)
 * ```
 */
import type { ApiDomain } from '../../../graphql/index.ts'
import { addCooperation } from './cooperation.ts'
import { addFigure } from './figure.ts'
import { addFinding } from './finding.ts'
import { headlineOf } from './headline.ts'
import { addInstrument } from './instrument.ts'
import { addMechanism } from './mechanism.ts'
import { addMeeting } from './meeting.ts'
import { addOffice } from './office.ts'
import { addPerson } from './person.ts'
import { addPlace } from './place.ts'
import { addPosition } from './position.ts'
import { createRefs, TYPE_NAMES } from './refs.ts'
import { addStatus } from './status.ts'
import { addTerms } from './terms.ts'
import { addUndertaking } from './undertaking.ts'
import { addVisit } from './visit.ts'
import { addWords, type Words } from './words.ts'

export const bilateralApi: ApiDomain<Words> = {
  names: { root: 'Relationship', field: 'relationship', list: 'relationships', state: 'RelationshipState' },
  typeNames: TYPE_NAMES,
  headline: headlineOf,
  words: addWords,
  extend(given, words) {
    const kit = { ...given, words, refs: createRefs(given) }
    const terms = addTerms(kit)
    addStatus(kit)
    addMeeting(kit, terms)
    addInstrument(kit)
    addMechanism(kit)
    addUndertaking(kit, terms)
    addOffice(kit)
    addPerson(kit, terms)
    addVisit(kit)
    addFigure(kit)
    addPosition(kit)
    addCooperation(kit)
    addPlace(kit)
    addFinding(kit)
  },
}
