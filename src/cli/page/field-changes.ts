import type { Comparison } from '../../engine/index.ts'
import {
  type Cause,
  type Change,
  type FieldChange,
  fieldNamed,
  type Item,
  type State,
} from '../../state/index.ts'
import type { Wording } from '../wording.ts'
import { fieldInWords } from './conflicts.ts'
import { type Line, line } from './layout.ts'
import { hedge } from './marks.ts'
import { valueInWords } from './values.ts'

const CAUSE_IN_WORDS: Readonly<Record<Cause, string>> = {
  worldChanged: 'the world changed',
  windowPassed: 'the window of an imprecise date opened or closed',
  attested: 'it is attested on one of the two dates only',
  learned: 'it became known',
  recorded: 'it was recorded',
  corrected: 'it was corrected',
  retracted: 'it was retracted',
  trust: 'other sources are trusted',
  duePassed: 'a due date passed',
}

/** Reasons joined; nothing where no clock tells one. */
export function causesInWords(causes: readonly Cause[]): string {
  return causes.map((cause) => CAUSE_IN_WORDS[cause]).join('; ')
}

/** The fields of a thing that stands on both sides, each with what it was, what it is, and why. */
export function fieldLines(comparison: Comparison, wording: Wording, change: Change): readonly Line[] {
  const existence = change.is?.kind.existence.name
  const told = change.fields.map((field) => ({
    field,
    was: wordsOf(comparison.from, wording, change.was, field, field.was),
    is: wordsOf(comparison.to, wording, change.is, field, field.is),
  }))
  const itself = told.find(({ field }) => field.field === existence)
  return told.flatMap(({ field, was, is }) => {
    const why = causesInWords(field.causes)
    const because = why === '' ? [] : [{ text: ` (${why})`, style: 'dim' as const }]
    if (field.field === existence) return [line([`${was.answer} → ${is.answer}`, ...because], 6, 2)]
    // What is as certain as the thing itself goes without saying.
    if (itself !== undefined && was.plain === is.plain) return []
    return [line([`${fieldInWords(field.field)}: ${was.hedged} → ${is.hedged}`, ...because], 6, 2)]
  })
}

type Words = { readonly answer: string; readonly plain: string; readonly hedged: string }

/** The values of a field on one side; of one that is worked out, the word that was compared. */
function wordsOf(
  state: State,
  wording: Wording,
  item: Item | undefined,
  { field: name }: FieldChange,
  compared: string | undefined,
): Words {
  const word = (answer: string): Words => ({ answer, plain: answer, hedged: answer })
  if (item === undefined || compared === undefined) return word('unknown')
  const derived = item.kind.derived?.some((each) => each.name === name) === true && !compared.includes('\n')
  if (derived) return word(compared.replaceAll('-', ' '))
  const field = fieldNamed(item.kind, name)
  if (field === undefined) return word(compared)
  const { answer, values } = item.get(field)
  if (values.length === 0) return word(answer === 'no' ? 'none' : answer)
  const plain = values.map(({ value }) => valueInWords(state, wording, value))
  const hedged = values.map((valued, index) => `${hedge(valued.answer)}${plain[index]}`)
  return { answer, plain: plain.join('; '), hedged: hedged.join('; ') }
}
