import type { Builder } from '../../../graphql/index.ts'
import { actor, addressee, by, country, kind, person, place, scope, side, stage, topic } from './facets.ts'
import { addGrades } from './grades.ts'

/**
 * What goes into the arguments of a relationship's lists: by what they can be narrowed, and which words of the sources
 * are spelled in two ways.
 */
export function addWords(builder: Builder) {
  const { grade, status, facets } = addGrades(builder)
  return {
    grade,
    status,
    facets: [kind, person, actor, by, addressee, side, topic, place, country, scope, stage, ...facets],
    variants: VARIANTS,
  }
}

export type Words = ReturnType<typeof addWords>

/** American words in their British spelling: the sources print both. */
const VARIANTS: ReadonlyMap<string, string> = new Map([
  ['defense', 'defence'],
  ['center', 'centre'],
  ['program', 'programme'],
  ['programs', 'programmes'],
  ['labor', 'labour'],
  ['organization', 'organisation'],
  ['organizations', 'organisations'],
  ['decarbonization', 'decarbonisation'],
])
