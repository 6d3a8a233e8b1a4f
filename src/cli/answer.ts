import { type Io, print, printJson, widthOf } from './io.ts'
import { type Line, layOut } from './page/layout.ts'

/** Puts an answer on standard output: its value if JSON is asked for, else its page; a page of no lines is nothing. */
export function answer(
  io: Io,
  json: boolean | undefined,
  told: { readonly value: () => unknown; readonly page: () => readonly Line[] },
): void {
  if (json === true) printJson(io, told.value())
  else {
    const lines = told.page()
    if (lines.length > 0) print(io, layOut(lines, { width: widthOf(io), stream: io.out }))
  }
}
