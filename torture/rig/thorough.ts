/**
 * How far apart the calls are that are made to go wrong, of all that a process makes: each in CI, some of them where a
 * person waits. Odd, so that both kinds of two that take turns are tried.
 */
export const STRIDE = process.env.CI === undefined ? 5 : 1
