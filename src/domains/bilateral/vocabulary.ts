import { catalogueOf, type EventType, kernelTypes } from '../../event/index.ts'
import { type Vocabulary, vocabularyOf } from '../../state/index.ts'
import { cooperationKind, cooperationReadings } from './cooperation.ts'
import { figureKind, figureReadings } from './figure.ts'
import { instrumentKind, instrumentReadings } from './instrument.ts'
import { labelKind, labelReadings } from './label.ts'
import { mechanismKind, mechanismReadings } from './mechanism.ts'
import { meetingKind, meetingReadings } from './meeting.ts'
import { officeKind, officeReadings } from './office.ts'
import { personKind, personReadings } from './person.ts'
import { placeKind, placeReadings } from './place.ts'
import { positionKind, positionReadings } from './position.ts'
import { undertakingKind, undertakingReadings } from './undertaking/index.ts'
import { visitKind, visitReadings } from './visit.ts'

const readings = [
  ...meetingReadings,
  ...instrumentReadings,
  ...mechanismReadings,
  ...labelReadings,
  ...undertakingReadings,
  ...officeReadings,
  ...personReadings,
  ...visitReadings,
  ...figureReadings,
  ...positionReadings,
  ...cooperationReadings,
  ...placeReadings,
]

/** All that a chronicle of two countries can say: its event types and how its fields resolve. */
export const bilateral: Vocabulary = vocabularyOf(
  catalogueOf(...kernelTypes, ...readings.map(({ type }): EventType => type)),
  readings,
  [
    meetingKind,
    instrumentKind,
    mechanismKind,
    labelKind,
    undertakingKind,
    officeKind,
    personKind,
    visitKind,
    figureKind,
    positionKind,
    cooperationKind,
    placeKind,
  ],
)
