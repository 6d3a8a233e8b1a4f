/** Who holds an office on a day: plain code that knows nothing of claims and fields, in every world, day by day. */

export type Days = { readonly first: number; readonly last: number }

export type Act = {
  readonly type: 'Filled' | 'Taken' | 'Left' | 'Attested'
  readonly person: string
  /** The days on which it may have been. */
  readonly on: Days
  readonly acting: boolean
  /** Until when it was given, of who took it. */
  readonly until?: Days | undefined
  /** Whether its source may not be known yet. */
  readonly hidden: boolean
}

/** What a day shows: by holder, `acting ana` of who acts, how certain it is; and how certainly it is vacant. */
export type Shown = { readonly holders: Readonly<Record<string, string>>; readonly vacant: string }

type Was = Act & { readonly day: number; readonly end: number | undefined }

/** One that may be so: who holds it, each as written, and of whom nothing is heard since their time passed. */
type Outcome = { readonly names: readonly string[]; readonly silent: readonly string[] }

const VACANT: Outcome = { names: ['vacant'], silent: [] }

/** All that may be so on that day in one world; nothing where nobody says anything of it. */
function outcomesIn(world: readonly Was[], date: number): readonly Outcome[] {
  const isAny = world.some(({ type, day }) => (type === 'Taken' || type === 'Left') && day <= date)
  const there = world.filter(({ type, day }) => type === 'Attested' && day === date)
  if (!isAny) return [{ names: there.map(({ person }) => person), silent: [] }]
  /** Who came last and has not gone; and who was the last to go where nobody is left. */
  let holders: readonly Was[] = []
  let gone: readonly string[] = []
  /** Who was attested after those came, and may have followed them; and whether one who may have done so went. */
  let followers: readonly string[] = []
  let followerWent = false
  for (let day = 0; day <= date; day += 1) {
    const today = (type: Act['type']) => world.filter((act) => act.type === type && act.day === day)
    const earlier = (type: Act['type'], person: string) =>
      world.some((act) => act.type === type && act.person === person && act.day < day)
    const began = holders.length > 0 || gone.length > 0
    const leavers = today('Left').map(({ person }) => person)
    const left = holders.filter(({ person }) => leavers.includes(person))
    const unheardOf = leavers.filter((person) => !earlier('Taken', person) && !earlier('Attested', person))
    if (unheardOf.length > 0 || leavers.some((person) => followers.includes(person))) followerWent = true
    holders = holders.filter((one) => !left.includes(one))
    if (holders.length === 0) gone = [...gone, ...left.map(({ person }) => person), ...(began ? [] : leavers)]
    // Of who went and is not told to have come, the day on which they were attested says that they had.
    const lastSeen = world.filter(
      (act) => act.type === 'Attested' && act.day < day && leavers.includes(act.person),
    )
    const since = began ? day - 1 : Math.max(...lastSeen.map((act) => act.day))
    const seen = world.filter((act) => act.type === 'Attested' && act.day <= day && act.day > since)
    const isOffice = began || lastSeen.length > 0
    followers = [...followers, ...(isOffice ? seen.map(({ person }) => person) : [])].filter(
      (person) => !leavers.includes(person) && !holders.some((one) => one.person === person),
    )
    if (today('Taken').length > 0) {
      holders = today('Taken')
      gone = []
      followers = []
      followerWent = false
    }
  }
  const others = followers.map((person) => ({ names: [person], silent: [] }))
  if (holders.length === 0) {
    const came = there.filter(({ person }) => followers.includes(person) && !gone.includes(person))
    if (came.length > 0) return [{ names: came.map(({ person }) => person), silent: [] }]
    return [VACANT, ...others]
  }
  const names = holders.map(nameOf)
  const silent = holders.filter(({ end }) => end !== undefined && end < date).map(nameOf)
  return [{ names, silent }, ...(followerWent ? [VACANT] : []), ...others]
}

function nameOf({ acting, person }: Act): string {
  return acting ? `acting ${person}` : person
}

/** The answer of all worlds together; undefined where they are too many to try. */
export function tenureOn(acts: readonly Act[], date: number): Shown | undefined {
  const ways = acts.map((act) => waysOf(act, date))
  if (ways.reduce((count, each) => count * each.length, 1) > 20_000) return undefined
  const worlds = ways.reduce<readonly (readonly Was[])[]>(
    (before, each) => before.flatMap((world) => each.map((way) => [...world, ...way])),
    [[]],
  )
  const outcomes = worlds.flatMap((world) => outcomesIn(world, date))
  const names = [...new Set(outcomes.flatMap((each) => each.names))].sort()
  const isAlways = (name: string) => outcomes.every((each) => each.names.includes(name))
  const isSilent = (name: string) => outcomes.some((each) => each.silent.includes(name))
  const holders = names
    .filter((name) => name !== 'vacant')
    .map((name) => [name, isAlways(name) && !isSilent(name) ? 'DEFINITELY' : 'POSSIBLY'])
  return { holders: Object.fromEntries(holders), vacant: vacancyOf(names, isAlways) }
}

/** No where one holds it in any case; unknown where it is open who does. */
function vacancyOf(names: readonly string[], isAlways: (name: string) => boolean): string {
  if (names.includes('vacant')) return isAlways('vacant') ? 'DEFINITELY' : 'POSSIBLY'
  return names.length === 1 && names.every(isAlways) ? 'NO' : 'UNKNOWN'
}

function waysOf(act: Act, date: number): readonly (readonly Was[])[] {
  const days = range(act.on).filter((day) => day <= date)
  const late = act.on.last > date ? [date + 1] : []
  const ends = act.until === undefined ? [undefined] : range(act.until)
  const ways = [...days, ...late].flatMap((day) => ends.map((end) => [{ ...act, day, end }]))
  return act.hidden ? [...ways, []] : ways
}

function range({ first, last }: Days): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
