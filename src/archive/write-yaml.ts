import type { Pair, YAMLMap, YAMLSeq } from 'yaml'
import { yaml } from './yaml.ts'

/** Longer lines are folded at a space, if they have one. */
const LINE_WIDTH = 176
/** A map or list of scalars is written in one line if it is no longer than this: a span with its digest is. */
const FLOW_WIDTH = 150

/** Fields that are written in this order; others follow, sorted by name. */
const FIELD_ORDER =
  `chronicle recordedAt reader note events type subject payload valid begin premises target event after edtf within
  likely basis reading source start locator end role digest evidence salt`.split(/\s+/)

/** What some version of YAML takes for a null, a boolean, a number or a time: such strings are quoted. */
const AMBIGUOUS =
  /^(?:null|true|false|yes|no|on|off|y|n|[-+.\d][\d_,.:eExXoOa-fA-F+-]*|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?)$/i
/** An id or digest with a letter that no number has. */
const DIGEST = /^(?=.*[a-df])[0-9a-f]{64}$/
/** Characters that an editor may not show, or show as a line break: they are escaped. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/**
 * Writes a map as YAML 1.2 below a comment. Items of its lists are separated by blank lines; above an item of a list stand the
 * lines of `above` at its place in that list. The same value gives the same text whatever the order of its fields; fields that
 * are `undefined` are left out.
 */
export function writeYaml(
  comment: string,
  value: Readonly<Record<string, unknown>>,
  above: Readonly<Record<string, readonly (readonly string[])[]>> = {},
): string {
  const document = new (yaml().Document)(value, {
    sortMapEntries: byFieldOrder,
    aliasDuplicateObjects: false,
  })
  const { contents } = document
  yaml().visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && needsQuotes(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
    // Below the items of the lists at the top: document, map, pair, list, item.
    Collection(_, collection, path) {
      if (path.length > 4) collection.flow = fitsInFlow(collection)
    },
  })
  if (yaml().isMap(contents)) {
    if (comment !== '') contents.commentBefore = comment
    for (const { key, value: list } of contents.items)
      if (yaml().isSeq(list))
        for (const [at, item] of list.items.entries())
          if (yaml().isMap(item)) {
            if (at > 0) item.spaceBefore = true
            const lines = above[String(key)]?.[at] ?? []
            if (lines.length > 0) item.commentBefore = lines.map(commentLine).join('\n')
          }
  }
  const text = document.toString({ lineWidth: LINE_WIDTH, blockQuote: false })
  return escaped(text)
}

/** Without characters that are not seen: they are in double quotes, see `needsQuotes`. */
function escaped(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A value in one line, in the same style. */
export function writeYamlLine(value: unknown): string {
  const document = new (yaml().Document)(value, {
    sortMapEntries: byFieldOrder,
    aliasDuplicateObjects: false,
  })
  yaml().visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && needsQuotes(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
    Collection(_, collection) {
      collection.flow = true
    },
  })
  const inOneLine = {
    lineWidth: 0,
    blockQuote: false,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  }
  return escaped(document.toString(inOneLine).trim())
}

/** A text as one line of a comment, whatever stands in it. */
export function commentLine(line: string): string {
  return ` ${line.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`
}

function byFieldOrder(a: Pair, b: Pair): number {
  const [one, other] = [String(a.key), String(b.key)]
  return rankOf(one) - rankOf(other) || (one < other ? -1 : 1)
}

function rankOf(field: string): number {
  return FIELD_ORDER.includes(field) ? FIELD_ORDER.indexOf(field) : FIELD_ORDER.length
}

function needsQuotes(text: string): boolean {
  return (AMBIGUOUS.test(text) && !DIGEST.test(text)) || text.search(INVISIBLE) !== -1
}

/** Whether a collection holds scalars only and is short, or empty. */
function fitsInFlow({ items }: YAMLMap | YAMLSeq): boolean {
  const parts = items.flatMap((item): unknown[] => (yaml().isPair(item) ? [item.key, item.value] : [item]))
  const length = parts.reduce<number>(
    (sum, part) => sum + String(yaml().isScalar(part) ? part.value : part).length + 2,
    0,
  )
  return parts.every((part) => yaml().isScalar(part)) && length <= FLOW_WIDTH
}
