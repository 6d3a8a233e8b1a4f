const asked = process.env.REGESTA_TESTS

/** Whether what is long is done at length: by `.ci/run`, which says so (`long`), but not where a person waits for it. */
const IS_THOROUGH = asked === 'long' || asked === 'every'

/**
 * How much of something is done, like on how many random cases a law is tried: all with `every`, as much as shows it at
 * length, and less still, if that is given, where a person waits.
 */
export function atLength<T>(every: T, long: T, short: T = long): T {
  return asked === 'every' ? every : IS_THOROUGH ? long : short
}

/**
 * How far apart the calls are that are made to go wrong, of all that a process makes: each of them with `every`, fewer at
 * length, and least where a person waits. Odd, so that both kinds of two that take turns are tried.
 */
export const STRIDE = asked === 'every' ? 1 : IS_THOROUGH ? 7 : 9
