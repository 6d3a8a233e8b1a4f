import { sentencesOf } from '../../admission/index.ts'
import { sha256Hex } from '../../event/index.ts'
import { datesIn } from './dates-in.ts'
import type { ForeignDocument } from './document.ts'
import { type DocumentFact, type DocumentFacts, documentFacts } from './document-facts.ts'
import { type KnownName, namesIn, namesOfText } from './names-in.ts'
import { unwrapped } from './unwrapped.ts'

/** What a draft says besides what its document does. */
export type DraftHead = {
  /** The label of the source, which is also its name: `source/<label>`. */
  readonly label: string
  readonly chronicle?: string
  readonly reader?: string
  /** Of the file that the text is from. */
  readonly original: {
    readonly file: string
    readonly digest: string
    readonly mediaType: string
  }
  /** Where the JSON Schema of drafts is, as seen from the draft. */
  readonly schema: string
  /** Where the text is saved. */
  readonly textFile: string
  readonly names: readonly KnownName[]
}

type Field = 'title' | 'publisher' | 'language' | 'address' | 'published' | 'byline'

/**
 * The draft of a document’s registration, as YAML: what its file says and its text prints stands as it will be recorded, with
 * its span; what only one of them has, or is guessed, stands behind `#?`, for the reader to check. Then every sentence as a
 * comment, in order, with what may be a date or a name in it.
 */
export function draftOf(document: ForeignDocument, head: DraftHead): string {
  const { text } = document
  const facts = documentFacts(document)
  const { label, chronicle, reader, original } = head
  const source = `source/${label}`
  const open = (line: string, isOpen: boolean) => (isOpen ? `#? ${line}` : line)
  return [
    `# yaml-language-server: $schema=${comment(head.schema)}`,
    `# Read from ${comment(original.file)}; its text is in ${comment(head.textFile)}.`,
    '# A line behind "#?" is not printed in the text, or is a guess: check it, and take "#? " away, or the line.',
    ...document.remarks.map((remark) => `# ${comment(remark)}.`),
    open(`chronicle: ${chronicle ?? ''}`, chronicle === undefined),
    open(`reader: ${reader === undefined ? 'who reads it' : scalar(reader)}`, reader === undefined),
    'events:',
    '  - type: SourceRegistered',
    `    subject: ${source}`,
    '    payload:',
    `      label: ${scalar(label)}`,
    ...factLines(facts).map((line) => `      ${line}`),
    `      text: { digest: ${sha256Hex(text)}, length: ${text.length} }`,
    `      original: { digest: ${original.digest}, mediaType: ${scalar(original.mediaType)} }`,
    '    evidence:',
    ...evidenceLines(facts, source, text).map((line) => `      ${line}`),
    '',
    ...sentenceLines(
      // In a text that is wrapped, lines end where no sentence does.
      original.mediaType === 'text/plain' ? { ...document, text: unwrapped(text) } : document,
      namesOfText(text, head.names),
    ),
    '',
  ].join('\n')
}

const FIELDS: readonly Field[] = ['title', 'publisher', 'byline', 'language', 'address', 'published']

function factLines(facts: DocumentFacts): readonly string[] {
  const absent = FIELDS.filter((field) => listOf(facts, field).length === 0)
  const lines = FIELDS.flatMap((field) => {
    const found = listOf(facts, field)
    const [first] = found
    if (first === undefined)
      return field === 'published'
        ? ['#? published: { edtf: "[..]", basis: stated } # no date was found']
        : []
    const isOpen = found.some(({ how }) => how !== 'printed')
    return [`${isOpen ? '#? ' : ''}${field}: ${valueIn(field, found)} # ${found.map(howOf).join('; ')}`]
  })
  const missing = absent.filter((field) => field !== 'published')
  return missing.length === 0 ? lines : [...lines, `#? absent: [${missing.join(', ')}] # not found`]
}

function listOf(facts: DocumentFacts, field: Field): readonly DocumentFact[] {
  return [facts[field] ?? []].flat()
}

function valueIn(field: Field, found: readonly DocumentFact[]): string {
  const [first] = found.map(({ value }) => scalar(value))
  if (field === 'byline') return `[${found.map(({ value }) => scalar(value)).join(', ')}]`
  return field === 'published' ? `{ edtf: ${first}, basis: stated }` : (first ?? '')
}

function howOf({ how, by, span }: DocumentFact): string {
  const place = span === undefined ? '' : `, printed at ${span.start}–${span.end}`
  if (how === 'declared') return `not in the text; by ${comment(by)}`
  return how === 'guessed' ? `guessed by ${comment(by)}${place}` : `by ${comment(by)}${place}`
}

const ROLES: Readonly<Partial<Record<Field, string>>> = {
  title: 'title',
  publisher: 'name',
  byline: 'name',
  published: 'date',
}

function evidenceLines(facts: DocumentFacts, source: string, text: string): readonly string[] {
  return FIELDS.flatMap((field) => {
    const role = ROLES[field]
    return listOf(facts, field).flatMap(({ span, how }) => {
      if (role === undefined || span === undefined) return []
      const digest = sha256Hex(text.slice(span.start, span.end))
      const line = `- { source: ${source}, start: ${span.start}, end: ${span.end}, role: ${role}, digest: ${digest} }`
      return how === 'printed' ? [line] : [`#? ${line} # ${field}`]
    })
  })
}

function sentenceLines(
  { text, article, pages }: ForeignDocument,
  names: readonly KnownName[],
): readonly string[] {
  const marks = [
    ...(article === undefined
      ? []
      : [
          { at: article.start, says: '(Here the article begins, as far as one can tell.)' },
          { at: article.end, says: '(Here it ends.)' },
        ]),
    ...(pages ?? []).map(({ start }, index) => ({ at: start, says: `(Page ${index + 1}.)` })),
  ].sort((a, b) => a.at - b.at)
  const lines: string[] = []
  for (const { start, end } of sentencesOf(text)) {
    while (marks[0] !== undefined && marks[0].at <= start) lines.push(`# ${marks.shift()?.says}`)
    const words = text.slice(start, end)
    lines.push(`# [${start}–${end}] ${comment(words)}`)
    const dates = datesIn(words).map(({ words: date, edtf = '?' }) => `"${comment(date)}" = ${edtf}`)
    const named = namesIn(words, names).map(comment)
    const found = [
      ...(dates.length === 0 ? [] : [`dates: ${dates.join(', ')}`]),
      ...(named.length === 0 ? [] : [`names: ${named.join(', ')}`]),
    ]
    if (found.length > 0) lines.push(`#     ${found.join('; ')}`)
  }
  return lines
}

/** Words on one line of a comment, with nothing in them that a screen may act on. */
function comment(words: string): string {
  return words.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** A text as YAML has it: as it stands if it can be mistaken for nothing else. */
function scalar(text: string): string {
  return /^[a-z][a-z\d/.+-]*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|[ny])$/.test(text)
    ? text
    : JSON.stringify(comment(text))
}
