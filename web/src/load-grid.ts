import { type Grid, GridReader } from '../../src/exchange/read-grid.ts'
import type { PointAddress } from './address.ts'
import { receive } from './api.ts'
import { TroubleError } from './connection.ts'

/** Where the grid of a point is: it depends on the position and on whom one hears, and on no day. */
export function gridPath(chronicle: string, { position, only, without, sides }: PointAddress): string {
  const query = new URLSearchParams([
    ...(position === undefined ? [] : [['position', `${position}`]]),
    ...Object.entries({ only, without, sides }).flatMap(([name, words]) => words.map((word) => [name, word])),
  ])
  return `/feeds/${encodeURIComponent(chronicle)}/grid.json${query.size === 0 ? '' : `?${query}`}`
}

/** The grid at a path; while it comes, `progress` is given what came so far. Throws {@link TroubleError}. */
export async function loadGrid(
  path: string,
  signal: AbortSignal,
  progress: (partial: Grid) => void = () => {},
): Promise<Grid> {
  const response = await receive(path, { signal })
  const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const reader = new GridReader()
  try {
    for (;;) {
      const { done, value } = (await pieces?.read()) ?? { done: true, value: undefined }
      if (done) return reader.end()
      reader.add(value)
      if (reader.grid !== undefined) progress(reader.grid)
    }
  } catch (error) {
    await pieces?.cancel().catch(() => {})
    // A grid of another version will not be another at the next try; one that was cut may.
    if (error instanceof RangeError)
      throw new TroubleError({ type: 'refused', code: 'E_GRID', message: error.message })
    throw error
  }
}
