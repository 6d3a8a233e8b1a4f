/** How far long work on a chronicle is, in events. */
export type Step = {
  /** As in "copying". */
  readonly doing: string
  readonly chronicle: string
  readonly done: number
  readonly of: number
}

/** Hears of every step of long work; must be quick, for it is called often. */
export type Progress = (step: Step) => void

export const unheard: Progress = () => undefined
