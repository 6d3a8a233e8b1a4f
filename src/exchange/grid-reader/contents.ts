import type { Day } from './rectangles.ts'
import type {
  GridAnswer,
  GridContent,
  GridContents,
  GridDays,
  GridMark,
  GridSource,
  GridTask,
} from './types.ts'

/** Where nothing is known. */
export const UNKNOWN: GridContent = { answer: 'unknown', values: [], words: undefined }

/** Where something is that has neither words nor values. */
const THERE: GridContent = { answer: 'definitely', values: [], words: undefined }

/** Each content once, by its number; read when it is first asked for. */
export class Contents {
  readonly #written: unknown[] = []
  readonly #read: unknown[] = []

  add(fresh: readonly unknown[]): void {
    for (const content of fresh) this.#written.push(content)
  }

  plain(of: keyof GridContents, content: number): GridContent {
    switch (of) {
      case 'marks':
      case 'task':
      case 'ahead':
      case 'sources':
      case 'differs':
        return THERE
      default:
        return this.of(of, content)
    }
  }

  /** What is written under a number, as a column has it that is of such. */
  of<Of extends keyof GridContents>(of: Of, content: number): GridContents[Of] {
    // What is written is as its column says, and no content is one of two sorts.
    this.#read[content] ??= READ[of](this.#written[content] as never, (other) => this.#written[other])
    return this.#read[content] as GridContents[Of]
  }
}

type WrittenContent = string | readonly [GridAnswer, ...(readonly [string, GridAnswer, unknown?])[]]
type WrittenDays = readonly [Day, Day]
type WrittenMark = readonly [
  GridMark['aspect'],
  isCertain: boolean,
  begin: WrittenDays,
  end: WrittenDays | 'once' | 'open' | 'unknown',
  heldUntil?: Day,
  likely?: number,
]

/** How each sort of content is read; `written` gives another by its number. */
const READ: {
  readonly [Of in keyof GridContents]: (
    content: never,
    written: (content: number) => unknown,
  ) => GridContents[Of]
} = {
  existence: contentOf,
  headline: contentOf,
  field: contentOf,
  turning: contentOf,
  name: contentOf,
  detail: contentOf,
  marks: (marks: readonly number[], written) => marks.map((mark) => markOf(written(mark) as never)),
  task: ([state, isCertain, ...due]: readonly [GridTask['state'] | null, boolean, ...WrittenDays[]]) => ({
    due: due.map(daysOf),
    isCertain,
    state: state ?? undefined,
  }),
  ahead: ([words, stage, isOff, ...windows]: readonly [
    string,
    string | null,
    boolean,
    ...WrittenDays[],
  ]) => ({
    words,
    ...(stage !== null && { stage }),
    windows: windows.map(daysOf),
    isOff,
  }),
  sources: (sources: readonly number[], written) =>
    sources.map((source) => sourceOf(written(source) as never)),
  differs: (fields: readonly string[]) => fields,
}

function markOf([aspect, isCertain, begun, end, heldUntil = null, likely]: WrittenMark): GridMark {
  const begin = daysOf(begun)
  const ends = {
    once: begin,
    open: { earliest: heldUntil ?? begin.earliest, latest: Infinity },
    unknown: undefined,
  }
  return {
    aspect,
    isCertain,
    begin,
    end: typeof end === 'string' ? ends[end] : daysOf(end),
    ...(heldUntil !== null && { heldUntil }),
    ...(likely !== undefined && { likely }),
  }
}

function sourceOf([subject, label]: readonly [string, string]): GridSource {
  return { subject, label }
}

function daysOf([earliest, latest]: WrittenDays): GridDays {
  return { earliest: earliest ?? -Infinity, latest: latest ?? Infinity }
}

function contentOf(content: WrittenContent): GridContent {
  if (typeof content === 'string') return { answer: 'definitely', values: [], words: content }
  const [answer, ...values] = content
  return {
    answer,
    values: values.map(([words, certainty, ...raw]) => ({
      words,
      answer: certainty,
      value: raw.length > 0 ? raw[0] : words,
    })),
    words: undefined,
  }
}
