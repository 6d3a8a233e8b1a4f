const asked = process.env.REGESTA_TESTS

/** Whether what is long is done at length: by `.ci/run`, which says so (`long`), but not where a person waits for it. */
export const IS_THOROUGH: boolean = asked === 'long' || asked === 'every'

/**
 * How far apart the calls are that are made to go wrong, of all that a process makes: each of them with `every`, fewer at
 * length, and least where a person waits. Odd, so that both kinds of two that take turns are tried.
 */
export const STRIDE = asked === 'every' ? 1 : IS_THOROUGH ? 3 : 5
