import type { Cause } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { enumValues } from '../enum-values.ts'

const MEANINGS: Readonly<Record<Cause, string>> = {
  worldChanged: 'Its date lies between the two.',
  windowPassed: 'The window of an imprecise date opened or closed between them.',
  attested: 'It speaks of one of the two dates only: nothing is known to have changed.',
  learned: 'Its source was known to the public at one of them only, or more surely.',
  recorded: 'The ledger held it at one of them only.',
  corrected: 'A correction of it is seen from one of them only.',
  retracted: 'A retraction of it, or of its source, is seen from one of them only.',
  trust: 'Its source is trusted at one of them only.',
  duePassed: 'A due date lies between them.',
}

/** Why two answers differ: which clock, trust or act. */
export function addCause(builder: Builder) {
  return builder.enumType('Cause', {
    description: 'Why two answers differ. Several may hold at once.',
    values: enumValues(MEANINGS),
  })
}

export type CauseRef = ReturnType<typeof addCause>
