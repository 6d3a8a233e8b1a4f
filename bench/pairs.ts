/**
 * Speeds as ratios: an anchor and a subject in turn, in one process, so that a machine whose speed drifts
 * bends both alike; and the anchor against itself, to show how far a ratio strays by chance.
 */

/** Work to be timed; what it returns is kept, so that no optimiser drops it. */
export type Work = () => unknown

/** How much to measure: alternations, and for how long or how often each repeats its work. */
export type Sampling = { readonly pairs?: number; readonly sampleMs?: number; readonly times?: number }

export type Timing = { readonly min: number; readonly median: number; readonly max: number }

export type Figure = {
  readonly name: string
  /** Microseconds for one call, the median of all samples. */
  readonly anchorMicros: number
  readonly subjectMicros: number
  /** Subject over anchor, pair by pair: below 1 the subject is faster. */
  readonly ratio: Timing
  /** Anchor over anchor in the same run: how far from 1 chance goes. */
  readonly control: Timing
  readonly pairs: number
}

/**
 * Times `pairs` alternations (7 at least); each sample repeats its work `times`, or else for about `sampleMs`.
 */
export function compareWork(
  name: string,
  anchor: Work,
  subject: Work,
  { pairs = 9, sampleMs = 40, times }: Sampling = {},
): Figure {
  if (pairs < 7) throw new RangeError(`expected 7 pairs at least, got ${pairs}`)
  const often = (work: Work) => (times === undefined ? repetitions(work, sampleMs) : warmed(work, times))
  const [ofAnchor, ofSubject] = [often(anchor), often(subject)]
  const anchors: number[] = []
  const subjects: number[] = []
  const again: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    anchors.push(micros(anchor, ofAnchor))
    subjects.push(micros(subject, ofSubject))
    again.push(micros(anchor, ofAnchor))
  }
  return figureOf(name, anchors, subjects, again)
}

/** The same for work that is too long to repeat within a sample, or that waits: each sample is one run, or so many. */
export async function compareWhole(
  name: string,
  anchor: () => Promise<unknown>,
  subject: () => Promise<unknown>,
  pairs: number,
  times = 1,
): Promise<Figure> {
  return compareMeasured(
    name,
    () => wholeMicros(anchor, times),
    () => wholeMicros(subject, times),
    pairs,
  )
}

/** The same for work that measures itself: each run resolves to microseconds. */
export async function compareMeasured(
  name: string,
  anchor: () => Promise<number>,
  subject: () => Promise<number>,
  pairs: number,
): Promise<Figure> {
  const anchors: number[] = []
  const subjects: number[] = []
  const again: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    anchors.push(await anchor())
    subjects.push(await subject())
    again.push(await anchor())
  }
  return figureOf(name, anchors, subjects, again)
}

async function wholeMicros(work: () => Promise<unknown>, times: number): Promise<number> {
  const from = performance.now()
  for (let time = 0; time < times; time += 1) kept = await work()
  return ((performance.now() - from) * 1000) / times
}

/** The figure of an anchor, a subject and the anchor again, timed in turn: microseconds a call, pair by pair. */
export function figureOf(
  name: string,
  anchors: readonly number[],
  subjects: readonly number[],
  again: readonly number[],
): Figure {
  const overAnchor = (times: readonly number[]) =>
    spread(times.map((time, index) => time / (anchors[index] ?? Number.NaN)))
  return {
    name,
    anchorMicros: spread(anchors).median,
    subjectMicros: spread(subjects).median,
    ratio: overAnchor(subjects),
    control: overAnchor(again),
    pairs: anchors.length,
  }
}

let kept: unknown

/** What was last computed: read by no one, and so not to be proved useless. */
export function lastKept(): unknown {
  return kept
}

function micros(work: Work, times: number): number {
  const from = performance.now()
  for (let time = 0; time < times; time += 1) kept = work()
  return ((performance.now() - from) * 1000) / times
}

function warmed(work: Work, times: number): number {
  micros(work, times)
  return times
}

/** How often to repeat the work so that a sample takes about as long as it should; warms it up meanwhile. */
function repetitions(work: Work, sampleMs: number): number {
  let times = 1
  for (;;) {
    const took = micros(work, times) * times
    if (took >= sampleMs * 1000 || times >= 1 << 24) return times
    times = Math.max(times + 1, Math.ceil(times * Math.min(10, (sampleMs * 1100) / Math.max(took, 1))))
  }
}

function spread(values: readonly number[]): Timing {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) }
}
