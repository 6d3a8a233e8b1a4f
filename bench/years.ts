import { fieldsOf, type State } from '../src/state/index.ts'
import { FIRST, openInvented, SPAN } from './invented.ts'
import { rounds } from './library.ts'
import { compareWork, type Figure } from './pairs.ts'

/** So many pairs of dates a year apart, one after the other. */
const YEARS = 25

/** What comparing two dates a year apart costs, against asking every field of the subjects that differ at both. */
export async function yearFigures(size: number): Promise<readonly Figure[]> {
  const chronicle = await openInvented(size)
  const kinds = [...chronicle.vocabulary.kinds.keys()]
  const changesIn = (date: number) => {
    const { changes } = chronicle.compare({ date }, { date: date + 365 })
    return kinds.flatMap((kind) => changes(kind))
  }
  const dates = Array.from({ length: YEARS }, (_, nth) => FIRST + Math.floor((nth * (SPAN - 400)) / YEARS))
  const differing = dates.map((date) => changesIn(date).map(({ subject }) => subject))
  const [asked, compared] = [rounds(YEARS), rounds(YEARS)]
  const asking = () => {
    const nth = asked()
    const date = dates[nth] ?? FIRST
    const states = [date, date + 365].map((each) => chronicle.asOf({ date: each }))
    return (differing[nth] ?? []).map((subject) => states.map((state) => answersOf(state, subject)))
  }
  const comparing = () => changesIn(dates[compared()] ?? FIRST).length
  return [
    compareWork('compare, a year apart / every field of what differs, at both dates', asking, comparing, {
      times: YEARS,
    }),
  ]
}

function answersOf(state: State, subject: string) {
  const item = state.item(subject)
  return item && fieldsOf(item.kind).map((field) => item.get(field).answer)
}
