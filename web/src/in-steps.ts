import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

/*
 * Work that would hold the page is done in slices: between two of them the page draws and listens. All of it shares them, so that
 * however much there is to do, no task takes much longer than one slice.
 */

/** Work that may be stopped at each step; a step is of a millisecond or so. */
export type Steps<Result> = Generator<void, Result>

/** What concerns no more items than that is worked out at once. */
export const AT_ONCE = 250

/** How long a slice is, ms. */
const SLICE = 8

/** The result of all steps at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Resolves in another task: what the browser has to do comes first, without the delay that timers have. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

/** Tells when a slice is over. */
export class Slice {
  #until = performance.now() + SLICE

  get isOver(): boolean {
    return performance.now() >= this.#until
  }

  /** Resolves once another has begun. */
  async next(): Promise<void> {
    await nextTask()
    this.#until = performance.now() + SLICE
  }
}

type Work = {
  /** Goes on until it is done, or the slice is over; returns what remains: to draw its result. */
  readonly goOn: (slice: Slice) => (() => void) | undefined
}

const works: Work[] = []
let isWorking = false

/** Whether anything is still being worked out. */
export function isAtWork(): boolean {
  return isWorking
}

/** Does the work of all who wait, in turn; each result is drawn in a task of its own. */
async function work(): Promise<void> {
  if (isWorking) return
  isWorking = true
  const slice = new Slice()
  for (let own = works[0]; own !== undefined; own = works[0]) {
    await slice.next()
    try {
      const draw = own.goOn(slice)
      if (draw === undefined) continue
      await slice.next()
      draw()
    } catch (error) {
      reportError(error)
    }
    works.shift()
  }
  isWorking = false
}

function inSlices<Result>(steps: Steps<Result>, done: (result: Result) => void): void {
  works.push({
    goOn(slice) {
      do {
        const step = steps.next()
        if (step.done === true) return () => done(step.value)
      } while (!slice.isOver)
      return undefined
    },
  })
  void work()
}

/**
 * The result of work on `inputs`. Where it is much, it comes a little later: until then one sees the last one, undefined before the
 * first. What is under way is finished, so that something is seen while one drags on; then comes what is wanted by then.
 */
export function useInSteps<Result>(
  make: () => Steps<Result>,
  inputs: readonly unknown[],
  isMuch: boolean,
): Result | undefined {
  const now = useMemo(() => (isMuch ? undefined : atOnce(make())), [...inputs, isMuch])
  const last = useRef<Result>(undefined)
  if (now !== undefined) last.current = now
  const wanted = useRef<() => Steps<Result>>(undefined)
  const state = useRef<'idle' | 'working' | 'gone'>('idle')
  const [, draw] = useState<Result>()
  useEffect(() => {
    wanted.current = isMuch ? make : undefined
    if (state.current === 'idle') begin()
    function begin() {
      const next = wanted.current
      wanted.current = undefined
      if (next === undefined || state.current === 'gone') {
        if (state.current === 'working') state.current = 'idle'
        return
      }
      state.current = 'working'
      inSlices(next(), (result) => {
        if (state.current === 'gone') return
        last.current = result
        draw(() => result)
        begin()
      })
    }
  }, [...inputs, isMuch])
  useEffect(() => {
    if (state.current === 'gone') state.current = 'idle'
    return () => {
      state.current = 'gone'
    }
  }, [])
  return last.current
}
