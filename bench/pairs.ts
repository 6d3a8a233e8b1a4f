/**
 * Speeds as ratios: an anchor and a subject in turn, in one process, so that a machine whose speed drifts
 * bends both alike; and the anchor against itself, to show how far a ratio strays by chance.
 */

/** Work to be timed; what it returns is kept, so that no optimiser drops it. */
export type Work = () => unknown

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

/** Times `pairs` alternations (7 at least); each sample repeats its work for about `sampleMs`. */
export function compareWork(
  name: string,
  anchor: Work,
  subject: Work,
  { pairs = 9, sampleMs = 60 }: { readonly pairs?: number; readonly sampleMs?: number } = {},
): Figure {
  if (pairs < 7) throw new RangeError(`expected 7 pairs at least, got ${pairs}`)
  const [ofAnchor, ofSubject] = [repetitions(anchor, sampleMs), repetitions(subject, sampleMs)]
  const anchors: number[] = []
  const subjects: number[] = []
  const again: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    anchors.push(micros(anchor, ofAnchor))
    subjects.push(micros(subject, ofSubject))
    again.push(micros(anchor, ofAnchor))
  }
  return {
    name,
    anchorMicros: spread(anchors).median,
    subjectMicros: spread(subjects).median,
    ratio: spread(subjects.map((time, index) => time / (anchors[index] ?? Number.NaN))),
    control: spread(again.map((time, index) => time / (anchors[index] ?? Number.NaN))),
    pairs,
  }
}

/** A figure in a line for people. */
export function formatFigure({ name, anchorMicros, subjectMicros, ratio, control, pairs }: Figure): string {
  const range = ({ min, median, max }: Timing) => `${short(median)} (${short(min)}–${short(max)})`
  return [
    name,
    `  anchor ${short(anchorMicros)} µs, subject ${short(subjectMicros)} µs a call`,
    `  ratio ${range(ratio)}, same against same ${range(control)}, ${pairs} pairs`,
  ].join('\n')
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

function short(value: number): string {
  return value.toPrecision(3)
}
