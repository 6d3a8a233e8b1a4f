/** A client like any other: it asks the same short question every so often and takes the time. */
export type Neighbour = {
  /** How long each answer took since the last time this was asked, ms; Infinity for one that was none. */
  readonly taken: () => readonly number[]
  readonly stop: () => Promise<void>
}

/** A short question, of another day each time: an answer that was given before would cost nothing. */
const QUESTION =
  'query ($day: Date) { relationship(id: "japan-viet-nam") { asOf(date: $day) { point { date position } recordEnds } } }'

function dayOf(count: number): string {
  return new Date(Date.UTC(2000, 0, 1 + count)).toISOString().slice(0, 10)
}

/** Asks every `every` ms, whether or not the last answer has come; one that takes two minutes is none. */
export function startNeighbour(origin: string, asks: Asks = question, every = 50): Neighbour {
  let [taken, count]: [number[], number] = [[], 0]
  const under = new Set<Promise<void>>()
  const timer = setInterval(() => {
    count += 1
    const asked = timed(() => asks(origin, count)).then((ms) => void taken.push(ms))
    under.add(asked)
    void asked.finally(() => under.delete(asked))
  }, every)
  return {
    taken: () => {
      const since = taken
      taken = []
      return since
    },
    stop: async () => {
      clearInterval(timer)
      await Promise.all(under)
    },
  }
}

/** Asks once; whether there was an answer. */
export type Asks = (origin: string, count: number) => Promise<boolean>

const ENOUGH = 120_000

async function question(origin: string, count: number): Promise<boolean> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUESTION, variables: { day: dayOf(count % 9_000) } }),
    signal: AbortSignal.timeout(ENOUGH),
  })
  const { data, errors }: { data?: unknown; errors?: unknown } = await response.json()
  return data != null && errors === undefined
}

/** Asks whether the server lives. */
export async function life(origin: string): Promise<boolean> {
  const response = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(ENOUGH) })
  return (await response.text()) !== '' && response.ok
}

async function timed(asks: () => Promise<boolean>): Promise<number> {
  const from = performance.now()
  const answered = await asks().catch(() => false)
  return answered ? performance.now() - from : Infinity
}

/** The value below which such a share of all lie; 0 where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
