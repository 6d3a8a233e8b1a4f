import { type Grid, GridReader } from '../../src/exchange/read-grid.ts'
import type { PointAddress } from './address.ts'
import { receive } from './api.ts'
import { TroubleError } from './connection.ts'
import { Slice } from './in-steps.ts'
import { TakenItems, tableOf } from './timeline/item-table.ts'

/** Where the grid of a point is: it depends on the position and on whom one hears, and on no day. */
export function gridPath(chronicle: string, { position, only, without, sides }: PointAddress): string {
  const query = new URLSearchParams([
    ...(position === undefined ? [] : [['position', `${position}`]]),
    ...Object.entries({ only, without, sides }).flatMap(([name, words]) => words.map((word) => [name, word])),
  ])
  return `/feeds/${encodeURIComponent(chronicle)}/grid.json${query.size === 0 ? '' : `?${query}`}`
}

/** How much text is read before one looks whether something else is to be done, characters: a millisecond or two. */
const PIECE = 1 << 16

/** With so many items a part of a grid is shown first, and then whenever there are so many times as many. */
const FIRST = 1_000
const TIMES = 4

/** How often progress is told, ms. */
const PROGRESS = 250

export type Progress = {
  /** How many items came so far. */
  readonly read: number
  /** The first of them, which stay as they are; more of them in a while. */
  readonly partial: Grid
}

/**
 * The grid at a path, with its table of lanes. It is read in slices, so that the page draws meanwhile and listens: `progress` is
 * told what came so far. Throws {@link TroubleError}.
 */
export async function loadGrid(
  path: string,
  signal: AbortSignal,
  progress: (progress: Progress) => void = () => {},
): Promise<Grid> {
  const response = await receive(path, { signal })
  const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const reader = new GridReader()
  const taken = new TakenItems()
  const slice = new Slice()
  let partial: Grid | undefined
  let told = Number.NEGATIVE_INFINITY
  const tell = (grid: Grid) => {
    const read = grid.items.length
    const wanted = Math.max(FIRST, (partial?.items.length ?? 0) * TIMES)
    const isMore = partial === undefined || read >= wanted
    if (!isMore && performance.now() - told < PROGRESS) return false
    told = performance.now()
    if (partial === undefined) partial = grid.first(0)
    else if (isMore) {
      partial = grid.first(read)
      tableOf(partial, taken)
    }
    progress({ read, partial })
    return true
  }
  try {
    for (;;) {
      const { done, value } = (await pieces?.read()) ?? { done: true, value: undefined }
      if (done) break
      for (let from = 0; from < value.length; from += PIECE) {
        reader.add(value.slice(from, from + PIECE))
        const { grid } = reader
        if (grid === undefined) continue
        taken.take(grid.items)
        if (!slice.isOver) continue
        await slice.next()
        // What is told is drawn in a task of its own.
        if (tell(grid)) await slice.next()
      }
    }
    const grid = reader.end()
    await slice.next()
    tableOf(grid, taken)
    return grid
  } catch (error) {
    await pieces?.cancel().catch(() => {})
    // A grid of another version will not be another at the next try; one that was cut may.
    if (error instanceof RangeError)
      throw new TroubleError({ type: 'refused', code: 'E_GRID', message: error.message })
    throw error
  }
}
