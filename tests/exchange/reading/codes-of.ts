import { InvalidInput } from '../../../src/errors.ts'

/** The faults that a reading ends with, each as its code and its file. */
export async function codesOf(reading: Promise<unknown>): Promise<readonly string[]> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InvalidInput)) throw new Error('expected faults', { cause: error })
  return error.faults.map(({ code, place }) => [code, place?.file].filter(Boolean).join(' '))
}
