/** How many events each batch of a life has; among them one that takes many pages of the log. */
export const SIZES = [1, 3, 40, 2, 1, 7] as const

/** What the events from a position on say: of all who try it, the same. */
export function textsOf(position: number, size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => `event ${position + 1 + index} ${'long '.repeat(150)}`)
}
