import { InvalidInput } from '../../errors.ts'
import { readForeign, type Table, tableSchema } from '../reading/index.ts'

/**
 * The cells of a table of that name, by its bytes a workbook (xlsx) or else CSV; of a workbook the `sheet` of that name or
 * number. Throws InvalidInput with every fault of the file, in its name.
 */
export async function readTable(
  file: string,
  bytes: Uint8Array,
  options: { readonly sheet?: string | number; readonly encoding?: string } = {},
): Promise<Table> {
  const begins = (...head: readonly number[]) => head.every((byte, at) => bytes[at] === byte)
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) {
    const message =
      'is a workbook of the old sort (.xls), or has a password; expected .xlsx without one, or CSV'
    throw new InvalidInput([{ code: 'E_XLS', message, place: { file } }])
  }
  try {
    return await readForeign(begins(0x50, 0x4b) ? 'xlsx' : 'csv', bytes, { ...options, result: tableSchema })
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    throw new InvalidInput(error.faults.map((fault) => ({ ...fault, place: { ...fault.place, file } })))
  }
}
