import { type GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql'
import type { Limits } from '../../graphql/index.ts'
import { refusal } from '../../graphql/index.ts'

/**
 * What is too much in the text of a document: nothing, or its first such fault. It looks at the tokens alone, in
 * turn: a parser that calls itself for what is nested would fall over first.
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

/** The next token; none at the end, or where the text is none that has tokens, which the parser then says. */
function advance(lexer: Lexer): Token | undefined {
  try {
    const token = lexer.advance()
    return token.kind === TokenKind.EOF ? undefined : token
  } catch {
    return undefined
  }
}
