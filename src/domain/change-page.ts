import type { Comparison } from '../engine/index.ts'
import {
  type Cause,
  type Change,
  type ChangeKind,
  type FieldChange,
  fieldNamed,
  type Item,
  type State,
  stands,
} from '../state/index.ts'
import { titleOf } from './cited.ts'
import { briefOf, type Domain, fieldValueInWords } from './domain.ts'
import { cites, hedge, type Line, type Piece, point, type Section } from './page.ts'
import { fieldInWords } from './words.ts'

/** The two states that are compared, and the cause that goes without saying where it alone adds or takes away a thing. */
type Sides = Pick<Comparison, 'from' | 'to'> & { readonly obvious?: Cause }

/** What differs between two states, kind by kind; `all` shows the lesser kinds too. */
export function changeSections(
  comparison: Sides & Pick<Comparison, 'changes'>,
  domain: Domain,
  all: boolean,
): readonly Section[] {
  return domain.pages
    .filter(({ lesser }) => all || !lesser)
    .map(({ name, heading }) => changeSection(comparison, domain, heading, comparison.changes(name)))
}

/**
 * The same of every kind, but of at most so many subjects of each; `isCut` where some were not looked at. Cost: of the others,
 * to count them.
 */
export function firstChangeSections(
  comparison: Comparison,
  domain: Domain,
  most: number,
): { readonly sections: readonly Section[]; readonly isCut: boolean } {
  let isCut = false
  const sections = domain.pages.map(({ name, heading }) => {
    const { changes, compared, left, leftNew } = comparison.firstChanges(name, most)
    if (left === 0) return changeSection(comparison, domain, heading, changes)
    isCut = true
    const of = `${heading}, ${compared} of ${compared + left}`
    const section = changeSection(comparison, domain, of, changes)
    const more: Line = { pieces: [`… ${left} more may differ, of which ${leftNew} are new`] }
    return { ...section, lines: [...section.lines, more] }
  })
  return { sections, isCut }
}

function changeSection(
  comparison: Sides,
  domain: Domain,
  heading: string,
  changes: readonly Change[],
): Section {
  const bySort = Map.groupBy(changes, ({ change }) => change)
  const counts = SORTS.flatMap(({ sort, words }) => {
    const { length } = bySort.get(sort) ?? []
    return length === 0 ? [] : [`${length} ${words}`]
  })
  return {
    heading: `${heading}: ${counts.join(', ') || 'the same'}`,
    lines: SORTS.flatMap(({ sort }) => bySort.get(sort) ?? []).flatMap((change) =>
      changeLines(comparison, domain, change),
    ),
  }
}

/** The kinds of change. An item that is no longer attested is not gone, and one that is attested now is not new. */
const SORTS: readonly { readonly sort: ChangeKind; readonly sign: string; readonly words: string }[] = [
  { sort: 'added', sign: '+', words: 'added' },
  { sort: 'attested', sign: '!', words: 'attested now' },
  { sort: 'changed', sign: '~', words: 'changed' },
  { sort: 'planned', sign: '…', words: 'planned, put off or called off' },
  { sort: 'gone', sign: '−', words: 'gone' },
  { sort: 'unattested', sign: '?', words: 'no longer attested' },
]

/** What the signs before changes mean, in one line. */
export const CHANGE_LEGEND = SORTS.map(({ sign, words }) => `${sign} ${words}`).join('   ')

function changeLines(comparison: Sides, domain: Domain, change: Change): readonly Line[] {
  const state = change.is === undefined ? comparison.from : comparison.to
  const item = change.is ?? change.was
  const title = titleOf(state, domain, change.subject)
  const brief = item === undefined ? '' : standingInWords(domain, state, item)
  const sign = SORTS.find(({ sort }) => sort === change.change)?.sign ?? ''
  const isObvious = change.causes.every((cause) => cause === comparison.obvious)
  const why = isObvious ? '' : causesInWords(change.causes)
  const reason = why === '' ? [] : [under([{ text: why, style: 'dim' }])]
  const pieces = [
    change.change === 'planned' ? '' : hedge(item?.existence.answer ?? 'unknown'),
    title,
    brief === '' ? '' : `; ${brief}`,
    cites(item === undefined ? change.because : (planOf(item) ?? item.existence).because),
  ]
  return [
    { ...point(sign, pieces), of: state },
    ...(change.was !== undefined && change.is !== undefined
      ? fieldLines(comparison, domain, change)
      : [...planLines(change), ...reason]),
  ]
}

/** How a thing stands in a few words; of one that does not, how it is planned. */
export function standingInWords(domain: Domain, state: State, item: Item): string {
  return planOf(item)?.words ?? briefOf(domain, state, item)
}

function planOf(item: Item): ReturnType<NonNullable<Item['kind']['ahead']>> {
  return stands(item) ? undefined : item.kind.ahead?.(item)
}

/** How what stands on one side only is planned on the other. */
function planLines({ change, fields }: Change): readonly Line[] {
  if (change === 'planned') return []
  return fields.flatMap(({ field, was, is }) => {
    const words = was ?? is
    if (field !== 'ahead' || words === undefined) return []
    return [under([`${was === undefined ? 'after' : 'before'}: ${words}`])]
  })
}

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

/** The causes in words, joined; empty if there are none. */
export function causesInWords(causes: readonly Cause[]): string {
  return causes.map((cause) => CAUSE_IN_WORDS[cause]).join('; ')
}

/** Each field of a thing that changed: what it was, and what it is, in words. */
export function fieldChangesInWords(
  comparison: Sides,
  domain: Domain,
  change: Change,
): readonly { readonly field: FieldChange; readonly was: Words; readonly is: Words }[] {
  return change.fields.map((field) => ({
    field,
    was: wordsOf(comparison.from, domain, change.was, field, field.was),
    is: wordsOf(comparison.to, domain, change.is, field, field.is),
  }))
}

/** The fields of a thing that stands on both sides, each with what it was, what it is, and why. */
function fieldLines(comparison: Sides, domain: Domain, change: Change): readonly Line[] {
  const existence = change.is?.kind.existence.name
  const fieldChanges = fieldChangesInWords(comparison, domain, change)
  const itself = fieldChanges.find(({ field }) => field.field === existence)
  return fieldChanges.flatMap(({ field, was, is }) => {
    const why = causesInWords(field.causes)
    const because = why === '' ? [] : [{ text: ` (${why})`, style: 'dim' as const }]
    if (field.field === existence) return [under([`${was.answer} → ${is.answer}`, ...because])]
    // What is as certain as the thing itself goes without saying.
    if (itself !== undefined && was.plain === is.plain) return []
    return [under([`${fieldInWords(field.field)}: ${was.hedged} → ${is.hedged}`, ...because])]
  })
}

function under(pieces: readonly Piece[]): Line {
  return { pieces, under: true }
}

type Words = { readonly answer: string; readonly plain: string; readonly hedged: string }

/** The values of a field on one side; of one that is worked out, the word that was compared. */
function wordsOf(
  state: State,
  domain: Domain,
  item: Item | undefined,
  { field: name }: FieldChange,
  compared: string | undefined,
): Words {
  const word = (answer: string): Words => ({ answer, plain: answer, hedged: answer })
  if (item === undefined || compared === undefined) return word('unknown')
  if (item.kind.derived?.some((each) => each.name === name) === true)
    return word(compared.replaceAll('-', ' '))
  const field = fieldNamed(item.kind, name)
  if (field === undefined) return word(compared)
  const { answer, values } = item.get(field)
  if (values.length === 0) return word(answer === 'no' ? 'none' : answer)
  const plain = values.map(({ value }) => fieldValueInWords(domain, state, item, name, value))
  const hedged = values.map((valued, index) => `${hedge(valued.answer)}${plain[index]}`)
  return { answer, plain: plain.join('; '), hedged: hedged.join('; ') }
}
