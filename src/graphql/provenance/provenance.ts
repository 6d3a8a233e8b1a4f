import type { Builder } from '../builder.ts'
import type { NodeApi } from '../nodes/node.ts'
import type { CertaintyRef } from '../state/certainty.ts'
import type { ValidTimeApi } from '../state/valid-time.ts'
import { addEvent } from './event.ts'
import { addEvidence } from './evidence.ts'
import { addSource } from './source.ts'

/** Events, the evidence they rest on and the sources it lies in. */
export function addProvenance(
  builder: Builder,
  node: NodeApi,
  validTime: ValidTimeApi,
  certainty: CertaintyRef,
) {
  const { known, source } = addSource(builder, node, validTime)
  const { evidence, evidenceArgs } = addEvidence(builder, source)
  const { event, connection } = addEvent(builder, node, validTime, certainty, known, {
    evidence,
    evidenceArgs,
  })
  return { event, evidence, evidenceArgs, source, known, connection }
}

export type ProvenanceApi = ReturnType<typeof addProvenance>
