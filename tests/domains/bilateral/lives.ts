/** What happens to an instrument, and how it then is on a day: plain code that knows nothing of claims and fields. */

export type Days = { readonly first: number; readonly last: number }

export type Act = {
  readonly type: string
  /** The days on which it may have been. */
  readonly on: Days
  /** A day that it names: until when, from when, or on which. */
  readonly names?: Days | undefined
  /** Of a denunciation, whether it is taken back; of an entry into force, whether it is provisional. */
  readonly flag?: boolean
  readonly says?: string
  /** Whether its source may not be known yet. */
  readonly hidden: boolean
}

type Was = Act & { readonly day: number; readonly named: number | undefined }

/** `silent`: only a day that passed, with nothing reported, makes it open. */
type Verdict = 'in force' | 'silent' | 'not' | 'untold'

/** The order of what is told of one day. */
const ORDER = ['Suspended', 'Resumed', 'Extended', 'Ended']

/** Whether it is in force on that day, in one world: day by day up to it. */
function verdictIn(world: readonly Was[], date: number, wasInForce: boolean): Verdict {
  const [entered, tried] = [false, true].map((flag) =>
    world.some((act) => act.type === 'EnteredIntoForce' && act.flag === flag && act.day <= date),
  )
  let [suspended, ended, goesOn] = [false, false, false]
  let untils: readonly (number | undefined)[] = []
  let planned: readonly (number | undefined)[] = []
  let notices: readonly (number | undefined)[] = []
  for (let day = 0; day <= date; day += 1) {
    const today = world
      .filter((act) => act.day === day)
      .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
    for (const { type } of today) {
      if (type === 'Suspended') suspended = true
      if (type === 'Resumed') [suspended, ended, goesOn] = [false, false, true]
      if (type === 'Extended') [ended, goesOn] = [false, true]
      if (type === 'Ended') [ended, goesOn] = [true, false]
    }
    const named = (types: readonly string[], before: readonly (number | undefined)[]) => {
      const those = today.filter((act) => types.includes(act.type))
      return those.length === 0 ? before : those.map((act) => act.named)
    }
    // An extension without a day goes on without an end.
    untils = named(['Extended', 'EnteredUntil'], untils)
    planned = named(['ToEnterIntoForce'], planned)
    const given = today.filter((act) => act.type === 'Denounced')
    if (given.some((act) => act.flag)) notices = []
    else if (given.length > 0) notices = given.map((act) => act.named ?? -1)
  }
  const recorded = (): Verdict => {
    if (ended || suspended) return 'not'
    if (!entered && tried) return 'not'
    if (!entered && !goesOn)
      return wasInForce || planned.some((day) => day !== undefined && day <= date) ? 'silent' : 'untold'
    const over = untils.some((day) => day !== undefined && day < date)
    return over || notices.some((day) => day !== undefined && day <= date) ? 'silent' : 'in force'
  }
  const is = recorded()
  const said = world.filter((act) => act.type === 'ForceAttested' && act.day === date)
  const [yes, no] = [true, false].map((each) => said.some(({ says }) => (says === 'in-force') === each))
  if (yes && no) return 'silent'
  if (yes) return is === 'not' ? 'silent' : 'in force'
  if (no) return is === 'in force' ? 'silent' : 'not'
  return is
}

/** The answer of all worlds together; undefined where they are too many to try. */
export function inForceOf(acts: readonly Act[], date: number): string | undefined {
  const ways = acts.flatMap(partsOf).map((act) => waysOf(act, date))
  if (ways.reduce((count, each) => count * each.length, 1) > 20_000) return undefined
  const worlds = ways.reduce<readonly (readonly Was[])[]>(
    (before, each) => before.flatMap((world) => each.map((way) => [...world, ...way])),
    [[]],
  )
  // What was said last of an earlier day, by the last day that it may have been.
  const before = acts.filter((act) => act.type === 'ForceAttested' && act.on.last < date)
  const last = Math.max(...before.map((act) => act.on.last))
  const wasInForce = before.find((act) => act.on.last === last)?.says === 'in-force'
  const verdicts = new Set(worlds.map((world) => verdictIn(world, date, wasInForce)))
  if (verdicts.has('in force') || verdicts.has('silent'))
    return verdicts.size === 1 && verdicts.has('in force') ? 'DEFINITELY' : 'POSSIBLY'
  return verdicts.size === 1 && verdicts.has('not') ? 'NO' : 'UNKNOWN'
}

/** What an act says apart: each may have been on another of its days, for uncertainties count as independent. */
function partsOf(act: Act): readonly Act[] {
  if (act.type === 'EnteredIntoForce' && act.names !== undefined)
    return [
      { ...act, names: undefined },
      { ...act, type: 'EnteredUntil' },
    ]
  return [act]
}

function waysOf(act: Act, date: number): readonly (readonly Was[])[] {
  const days = range(act.on).filter((day) => day <= date)
  const late = act.on.last > date ? [date + 1] : []
  const named = act.names === undefined ? [undefined] : range(act.names)
  const ways = [...days, ...late].flatMap((day) => named.map((each) => [{ ...act, day, named: each }]))
  return act.hidden ? [...ways, []] : ways
}

function range({ first, last }: Days): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
