import { z } from 'zod'
import type { EventType } from '../../event/index.ts'
import { all, attested, field, type Kind, reading } from '../../state/index.ts'
import { ownWords, spelled, text } from './terms.ts'

/** Figures: a number that a source reports, of what, when, and how exactly. */

const figureSchema = z.strictObject({
  value: z.number(),
  unit: text,
  exactness: z.enum(['exact', 'rounded', 'approximate']),
})

export const figureReported = {
  type: 'FigureReported',
  summary: 'A source gives a number',
  kinds: ['figure'],
  aspect: 'attested',
  ground: 'evidence',
  payload: z.strictObject({ measure: ownWords, ...figureSchema.shape, about: ownWords }),
} as const satisfies EventType

export type Figure = z.infer<typeof figureSchema>

export const figureFields = {
  reported: field<true>('reported', all),
  figure: field<Figure>('figure', attested, {
    single: true,
    spelling: ({ value, unit }) => `${value} ${spelled(unit)}`,
  }),
  measure: field<string>('measure', all),
  about: field<string>('about', all),
} as const

const { reported, ...others } = figureFields

export const figureKind: Kind = { kind: 'figure', existence: reported, fields: Object.values(others) }

export const figureReadings = [
  reading(figureReported, (put, { measure, about, ...figure }) => {
    put(reported, true)
    put(others.figure, figure)
    put(others.measure, measure)
    put(others.about, about)
  }),
]
