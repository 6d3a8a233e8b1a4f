/** What the bearer of a token can be called: it stands in logs, and beside what was recorded. */
export const TOKEN_NAME = /^[\w.@-]{1,64}$/

export const EXPECTED_NAME = 'expected a name of letters, digits and . - _ @, up to 64'
