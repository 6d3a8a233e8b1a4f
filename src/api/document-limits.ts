import { GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** How large a question may be: far more than anyone writes by hand, far less than what hurts. */
export const LIMITS = {
  /** Characters of a document; what was parsed is kept for the next time, so that its length counts. */
  document: 50_000,
  tokens: 5_000,
  /** Brackets within brackets, of any sort. */
  nesting: 64,
  /** Characters of one string, in the document or among the variables. */
  string: 2_000,
  /** Things in one list among the variables. */
  list: 1_000,
} as const

/** Refuses a document that is too large, before it is read whole. */
export function limitDocument(): Plugin {
  return {
    onParams({ params, setResult }) {
      const length = params.query?.length ?? 0
      if (length > LIMITS.document)
        setResult({ errors: [tooLarge(`the document has ${length} characters`, LIMITS.document)] })
    },
    onParse({ params }) {
      const fault = faultOf(new Source(String(params.source)))
      if (fault !== undefined) throw fault
    },
  }
}

export function tooLarge(what: string, limit: number): GraphQLError {
  return new GraphQLError(`${what}; the limit is ${limit}`, {
    extensions: { code: 'E_SIZE', category: 'invalid', limit },
  })
}

/** Looks at the tokens alone: a parser that calls itself for what is nested would fall over first. */
function faultOf(source: Source): GraphQLError | undefined {
  const lexer = new Lexer(source)
  let [tokens, nesting] = [0, 0]
  for (let token = advance(lexer); token !== undefined; token = advance(lexer)) {
    tokens += 1
    nesting += OPENING.has(token.kind) ? 1 : CLOSING.has(token.kind) ? -1 : 0
    if (tokens > LIMITS.tokens)
      return tooLarge(`the document has more than ${LIMITS.tokens} tokens`, LIMITS.tokens)
    if (nesting > LIMITS.nesting)
      return tooLarge(`the document nests more than ${LIMITS.nesting} deep`, LIMITS.nesting)
    if ((token.value?.length ?? 0) > LIMITS.string)
      return tooLarge(`a string or name has ${token.value?.length} characters`, LIMITS.string)
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
