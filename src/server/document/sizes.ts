import { type GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql'
import type { Limits } from '../../graphql/index.ts'
import { refusal } from '../../graphql/index.ts'

/**
 * The first limit that the text of a document goes over, if any. It only looks at the tokens, in sequence: a recursive
 * parser would overflow the stack first.
 */
export function textBeyond(text: string, limits: Limits): GraphQLError | undefined {
  const refused = (limit: 'document' | 'tokens' | 'nesting' | 'string', what: string, measured: number) =>
    refusal({ limit, what, measured }, limits)
  if (text.length > limits.document) return refused('document', 'the document has', text.length)
  const lexer = new Lexer(new Source(text))
  let [tokens, nesting] = [0, 0]
  for (let token = advance(lexer); token !== undefined; token = advance(lexer)) {
    tokens += 1
    nesting += OPENING.has(token.kind) ? 1 : CLOSING.has(token.kind) ? -1 : 0
    const length = token.value?.length ?? 0
    if (tokens > limits.tokens) return refused('tokens', 'the document has at least', tokens)
    if (nesting > limits.nesting) return refused('nesting', 'the document nests at least', nesting)
    if (length > limits.string) return refused('string', 'a string or name in the document has', length)
  }
  return undefined
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** The next token; none at the end, or if the text has no valid token there, which the parser then reports. */
function advance(lexer: Lexer): Token | undefined {
  try {
    const token = lexer.advance()
    return token.kind === TokenKind.EOF ? undefined : token
  } catch {
    return undefined
  }
}

/** Called with what is too large, and where it is. */
export type SizeReport = (error: GraphQLError, path: Path) => void

type Path = readonly (string | number)[]

/** A path as it is written: `.events[0].type`. */
export function pathText(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
}

/** Reports a list or object that has too many things. */
export function reportLength(length: number, limits: Limits, report: SizeReport, path: Path = []): void {
  if (length <= limits.list) return
  report(refusal({ limit: 'list', what: 'a list or object has', measured: length }, limits), path)
}

/**
 * Reports every string, list and object in a value that goes over a limit, and every value that nests
 * too deep; what is inside those is skipped.
 */
export function reportSizes(value: unknown, limits: Limits, report: SizeReport, path: Path = []): void {
  if (typeof value === 'string' && value.length > limits.string)
    report(refusal({ limit: 'string', what: 'a string has', measured: value.length }, limits), path)
  if (typeof value !== 'object' || value === null) return
  const inside = Object.entries(value)
  if (path.length >= limits.nesting)
    report(
      refusal({ limit: 'nesting', what: 'a value nests at least', measured: path.length + 1 }, limits),
      [],
    )
  else if (inside.length > limits.list) reportLength(inside.length, limits, report, path)
  else
    for (const [step, each] of inside)
      reportSizes(each, limits, report, [...path, Array.isArray(value) ? Number(step) : step])
}
