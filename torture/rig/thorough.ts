/** Whether what is long is done at length: in CI, but not where a person waits for it. */
export const IS_THOROUGH: boolean = process.env.CI !== undefined

/**
 * How far apart the calls are that are made to go wrong, of all that a process makes: each in CI, some of them where a
 * person waits. Odd, so that both kinds of two that take turns are tried.
 */
export const STRIDE = IS_THOROUGH ? 1 : 5
