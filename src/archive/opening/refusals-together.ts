import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'

/**
 * What the work comes to for each name, one after the other. Where some are refused, throws the refusals of all of them,
 * each by its name: one alone with the category it has, several as InvalidInput. What is nobody's to mend is thrown at
 * once: the next would meet the same.
 */
export async function ofEach<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = []
  const refused: RegestaError[] = []
  for (const name of names)
    try {
      done.push(await work(name))
    } catch (error) {
      if (!isOfOne(error)) throw error
      refused.push(naming(name, error))
    }
  const [only, ...others] = refused
  if (only === undefined) return done
  throw others.length === 0 ? only : new InvalidInput(refused.flatMap(faultsOf))
}

/** Whether it is about this one alone, and not about the machine. */
function isOfOne(error: unknown): error is RegestaError {
  return error instanceof RegestaError && (error.category !== 'fault' || error.code === 'E_LEDGER_DAMAGED')
}

function naming(name: string, error: RegestaError): RegestaError {
  const named = (text: string) => (text.includes(JSON.stringify(name)) ? text : `${name}: ${text}`)
  if (error instanceof InvalidInput)
    return new InvalidInput(
      error.faults.map((fault) =>
        fault.place?.file?.split(/[/\\]/).includes(name)
          ? fault
          : { ...fault, message: named(fault.message) },
      ),
    )
  const { code, category, message, facts } = error
  return new RegestaError(code, category, named(message), facts, error)
}

/** Every fault that an error tells; the error itself where it is one. */
export function faultsOf(error: RegestaError): readonly Fault[] {
  return error instanceof InvalidInput ? error.faults : [{ code: error.code, message: error.message }]
}
