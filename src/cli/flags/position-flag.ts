import { RegestaError } from '../../errors.ts'

/** The position that a flag names, 0 to the head; the head where it names none. Throws E_POSITION. */
export function sizeIn(written: string | undefined, head: number): number {
  if (written === undefined) return head
  const size = Number(written)
  if (/^\d{1,15}$/.test(written) && size <= head) return size
  throw new RegestaError(
    'E_POSITION',
    'invalid',
    `position ${written} is not one of 0…${head}, the last one recorded`,
    { position: written, head },
  )
}
