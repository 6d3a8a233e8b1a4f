import { emptyWriteModel, type ReadonlyWriteModel } from '../admission/index.ts'
import { checkChronicleName, openRegesta } from '../archive/index.ts'
import { RegestaError } from '../errors.ts'
import type { Subject } from '../event/index.ts'
import { type ChronicleFlags, openOptions } from './flags.ts'
import type { Io } from './io.ts'

/** The chronicle that a draft is made for. */
export type DraftTarget = {
  readonly recorded: ReadonlyWriteModel
  /** A registered source by its label or key. */
  readonly findSource: (name: string) => Subject | undefined
}

/**
 * The result of `work` for the chronicle that the flags name, else `named`, else the only one there. One that is named and
 * not there yet is empty. Throws as opening it does.
 */
export async function forDraft<T>(
  flags: ChronicleFlags,
  io: Io,
  named: string | undefined,
  work: (target: DraftTarget) => T,
): Promise<T> {
  const { chronicle: name = named } = flags
  if (name !== undefined) checkChronicleName(name)
  const options = openOptions({ ...flags, ...(name !== undefined && { chronicle: name }) }, io, 'read')
  const opened = await openRegesta(options).catch((error: unknown) => {
    if (name !== undefined && error instanceof RegestaError && error.code === 'E_NO_CHRONICLE')
      return undefined
    throw error
  })
  if (opened === undefined)
    return work({ recorded: emptyWriteModel(name ?? ''), findSource: () => undefined })
  const { chronicle, close } = opened
  try {
    const findSource = (written: string) =>
      (chronicle.findSource(written) ?? chronicle.findSource(`source/${written}`))?.event.subject
    return work({ recorded: chronicle.recorded, findSource })
  } finally {
    await close()
  }
}
