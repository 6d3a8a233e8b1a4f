import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { answerDocuments } from './documents.ts'

/** The picture of the README: one subject along valid time and known time, drawn from a real answer. */
export const PICTURE = join(import.meta.dirname, '..', 'docs', 'two-clocks.svg')

const SUBJECT = 'label/comprehensive-strategic-partnership'
const QUERY = `{
  relationship(id: "japan-viet-nam") {
    asOf(date: "2026-02-01") {
      item(subject: ${JSON.stringify(SUBJECT)}) {
        headline
        history { picture { validFrom validTo knownFrom knownTo certainty } }
      }
    }
  }
}`

const day = z.string().nullable()
const rectangleShape = z.object({
  validFrom: day,
  validTo: day,
  knownFrom: day,
  knownTo: day,
  certainty: z.enum(['DEFINITELY', 'POSSIBLY', 'NO', 'UNKNOWN']),
})
const answerShape = z.object({
  data: z.object({
    relationship: z.object({
      asOf: z.object({
        item: z.object({
          headline: z.string(),
          history: z.object({ picture: z.array(rectangleShape) }),
        }),
      }),
    }),
  }),
})
type Rectangle = z.infer<typeof rectangleShape>

/** Asks the chronicle of `events/` and draws what it answers: SVG, a newline at the end. */
export async function drawPicture(ledgerPath: string): Promise<string> {
  const answers = await answerDocuments([{ name: 'picture', query: QUERY }], ledgerPath)
  const { item } = answerShape.parse(JSON.parse(answers.get('picture') ?? '')).data.relationship.asOf
  return draw(item.headline, item.history.picture)
}

export function readPicture(): Promise<string> {
  return readFile(PICTURE, 'utf8')
}

const LEFT = 170
const RIGHT = 770
const TOP = 84
const BAND = 74
const FIRST = Date.parse('2022-01-01')
const LAST = Date.parse('2026-07-01')
const COLOURS: Readonly<Record<Rectangle['certainty'], string>> = {
  DEFINITELY: '#7fb59a',
  POSSIBLY: '#f0d79a',
  NO: '#d9a9a2',
  UNKNOWN: '#eceff3',
}

function draw(headline: string, rectangles: readonly Rectangle[]): string {
  const bands = [...new Set(rectangles.map(({ knownFrom }) => knownFrom ?? ''))].sort().reverse()
  const bottom = TOP + bands.length * BAND
  const merged = mergeNeighbours(rectangles)
  const top = (rectangle: Rectangle) => TOP + bands.indexOf(rectangle.knownFrom ?? '') * BAND
  const cuts = [...new Set(merged.flatMap(({ validFrom }) => validFrom ?? []))].sort()
  const years = [2022, 2023, 2024, 2025, 2026]
  const standing = { x: xOf('2026-02-01'), y: TOP + 54 }
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${bottom + 74}" font-family="system-ui, sans-serif" font-size="13" fill="#1c2733">`,
    `<title>“${headline}”: was it in force on a day, as far as one could know by a day?</title>`,
    `<rect width="800" height="${bottom + 74}" fill="#fff"/>`,
    `<text x="20" y="30" font-size="16" font-weight="600">Was “${headline}” the label in force?</text>`,
    '<text x="20" y="50" fill="#55606c">Across: the day that is asked about. Upwards: the day by which one could know.</text>',
    ...merged.flatMap((rectangle) => {
      const [from, to] = [xOf(rectangle.validFrom), xOf(dayAfter(rectangle.validTo))]
      return [
        `<rect x="${from}" y="${top(rectangle)}" width="${to - from}" height="${BAND}" fill="${COLOURS[rectangle.certainty]}" stroke="#fff" stroke-width="2"/>`,
        `<text x="${(from + to) / 2}" y="${top(rectangle) + 34}" text-anchor="middle">${rectangle.certainty.toLowerCase()}</text>`,
      ]
    }),
    ...bands.map((from, index) => {
      const since = from === '' ? `before ${inWords(bands[index - 1] ?? '')}` : `from ${inWords(from)}`
      return `<text x="${LEFT - 12}" y="${TOP + index * BAND + 38}" text-anchor="end">${since}</text>`
    }),
    ...cuts.map(
      (cut) =>
        `<text x="${xOf(cut)}" y="${TOP - 10}" text-anchor="middle" font-size="11">${inWords(cut)}</text>`,
    ),
    ...years.flatMap((year) => {
      const x = xOf(`${year}-01-01`)
      return [
        `<path d="M${x} ${bottom}v7" stroke="#1c2733"/>`,
        `<text x="${x}" y="${bottom + 22}" text-anchor="middle">${year}</text>`,
      ]
    }),
    `<path d="M${LEFT} ${bottom}H${RIGHT}M${LEFT} ${bottom}V${TOP}" stroke="#1c2733" fill="none"/>`,
    `<text x="${RIGHT}" y="${bottom + 44}" text-anchor="end" fill="#55606c">valid time →</text>`,
    `<text x="20" y="${TOP - 10}" fill="#55606c">known time ↑</text>`,
    `<circle cx="${standing.x}" cy="${standing.y}" r="4.5"/>`,
    `<text x="${LEFT}" y="${bottom + 62}" font-size="12">● asked about 1 Feb 2026, with all that is known: the answer above</text>`,
    '</svg>',
  ].join('\n')}\n`
}

/** Rectangles that touch along valid time and have the same answer, as one. */
function mergeNeighbours(rectangles: readonly Rectangle[]): readonly Rectangle[] {
  const merged: Rectangle[] = []
  for (const next of rectangles) {
    const last = merged.at(-1)
    const same = last?.certainty === next.certainty && last.knownFrom === next.knownFrom
    if (same) merged.splice(-1, 1, { ...last, validTo: next.validTo })
    else merged.push(next)
  }
  return merged
}

function xOf(date: string | null): number {
  if (date === null) return LEFT
  const at = Math.min(Math.max(Date.parse(date), FIRST), LAST)
  return Math.round(LEFT + ((at - FIRST) / (LAST - FIRST)) * (RIGHT - LEFT))
}

/** The day after; the end of the picture for a span without an end. */
function dayAfter(date: string | null): string {
  const end = date === null ? LAST : Date.parse(date) + 86_400_000
  return new Date(end).toISOString().slice(0, 10)
}

function inWords(date: string): string {
  const [year = '', month = '1', day = '1'] = date.split('-')
  const name = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1]
  return `${Number(day)} ${name} ${year}`
}

/** `node cookbook/picture.ts`: draws it anew. */
if (import.meta.main)
  await writeFile(PICTURE, await drawPicture(process.env.REGESTA_LEDGER ?? '.regesta/ledger.sqlite'))
