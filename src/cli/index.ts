/**
 * How does a person ask, and how is it all put together?
 *
 * `main.ts` is the program, `program.ts` the list of its commands, each a file in `commands/` that is loaded when it is typed.
 * `domains.ts` is the composition: the package's vocabularies, and those of `--domain`. `page/` lays an answer out for a
 * person, `state-json.ts` for a program.
 *
 * ```ts
 * const code = await run(['as-of', '2025-05-01'], { out: process.stdout, err: process.stderr, env: {}, clock })
 * ```
 */
export { run } from './program.ts'
