/** One way to torture Regesta, as a file of `torture/` exports it under the name `torture`. */
export type Torture = {
  /** What is done to it, in a line. */
  readonly summary: string
  /** How often, where the command line does not say. */
  readonly count: number
  /** Does it `count` times. The same seed does the same; `say` tells how far it is. */
  run(count: number, seed: number, say: (text: string) => void): Promise<Verdict>
}

/** What came of it. */
export type Verdict = {
  /** What was tried and how often, in the order to be read: `{ kills: 2000, 'acknowledged events': 81234 }`. */
  readonly tried: Readonly<Record<string, number | string>>
  /** Every promise that did not hold, with what it takes to see it again; empty where all did. */
  readonly broken: readonly string[]
}
