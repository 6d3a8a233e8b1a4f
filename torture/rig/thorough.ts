/** Whether what is long is done at length: by `.ci/run`, which says so, but not where a person waits for it. */
export const IS_THOROUGH: boolean = process.env.REGESTA_TESTS === 'long'

/**
 * How far apart the calls are that are made to go wrong, of all that a process makes: each at length, some of them where a
 * person waits. Odd, so that both kinds of two that take turns are tried.
 */
export const STRIDE = IS_THOROUGH ? 1 : 5
