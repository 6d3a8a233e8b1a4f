import type { Builder } from '../builder.ts'
import type { ProvenanceApi } from '../provenance/provenance.ts'
import type { RootApi } from '../root.ts'
import type { ValidTimeApi } from '../state/valid-time.ts'
import { addActs } from './acts.ts'
import { addBeginning } from './beginning.ts'
import { addEvents } from './events.ts'
import { addOutcomes } from './outcomes.ts'
import { addSent } from './sent.ts'
import { addSourceMutations } from './sources.ts'

/**
 * How is something recorded by the API?
 *
 * By what a batch file can say: `recordEvents` takes events of any type, the others what is asked for most in words of
 * its own; `beginChronicle` records the first of a chronicle that is not there yet. Each is checked by the code that
 * checks batch files, all faults at once; what was sent before is not recorded twice. What may come of it is a union: a
 * success, `ValidationFailed` or `Conflict`.
 */
export function addRecording(
  builder: Builder,
  validTime: ValidTimeApi,
  provenance: ProvenanceApi,
  root: RootApi,
): void {
  builder.mutationType({
    description: 'Everything that can be recorded. Whatever stands recorded already is not recorded twice.',
  })
  const sent = addSent(builder, validTime)
  const outcomes = addOutcomes(builder, root, provenance)
  addSourceMutations(builder, outcomes, sent, provenance)
  addEvents(builder, outcomes, sent)
  addBeginning(builder, outcomes, sent)
  addActs(builder, outcomes, sent, provenance)
}
