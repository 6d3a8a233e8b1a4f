/** How long a name may be that stays in one line, characters. */
const LONGEST = 28

/** Words beside each other that begin with a capital letter: `Viet Nam`, `Smith v. Jones`; and a day: `4 December 2025`. */
const NAME = /\d{1,2} \p{Lu}\p{L}+\.? \d{4}|\p{Lu}[^\s\u00a0]*(?: (?:\p{Ll}{1,2}\.? )?\p{Lu}[^\s\u00a0]*)+/gu

/** The pieces of a text, in their order: names of several words and dates, and what stands between them. */
export function partedByNames(text: string): readonly { readonly words: string; readonly isName: boolean }[] {
  const pieces: { readonly words: string; readonly isName: boolean }[] = []
  let from = 0
  const add = (to: number, isName: boolean) => {
    if (to > from) pieces.push({ words: text.slice(from, to), isName })
    from = to
  }
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (name.length > LONGEST) continue
    add(index, false)
    add(index + name.length, true)
  }
  add(text.length, false)
  return pieces
}
