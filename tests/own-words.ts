/** Words of a source that stand in a file of ours, and where: the line is from 1. */
export type Borrowed = { readonly source: string; readonly line: number; readonly words: string }

/** How many words in a row may not be theirs; a name counts as one. */
export const TOO_MANY = 8

type Word = { readonly text: string; readonly at: number }

/** The words of a text, whatever their case, marks, quotes, hyphens or the line breaks between them. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu)].map(({ 0: word, index }) => ({
    text: plain(word),
    at: index,
  }))
}

/**
 * A finder of borrowed words: every run of {@link TOO_MANY} words or more that stand in a file as they stand in a
 * source, each as long as it goes. Names are words that have no other form; each counts as one word of a run.
 * Cost: the words of the file, and once the words of the sources.
 */
export function borrowedFinder(
  sources: ReadonlyMap<string, string>,
  names: readonly string[],
): (file: string) => readonly Borrowed[] {
  const texts = [...sources].map(([source, text]) => ({
    source,
    words: wordsOf(text).map(({ text }) => text),
  }))
  const places = new Map<
    string,
    { readonly words: readonly string[]; readonly source: string; readonly at: number }[]
  >()
  for (const { source, words } of texts)
    for (let at = 0; at + TOO_MANY <= words.length; at += 1) {
      const key = words.slice(at, at + TOO_MANY).join(' ')
      places.set(key, [...(places.get(key) ?? []), { words, source, at }])
    }
  const named = names.map((name) => wordsOf(name).map(({ text }) => text)).sort((a, b) => b.length - a.length)

  return (file) => {
    const words = wordsOf(file)
    const borrowed: Borrowed[] = []
    let from = 0
    while (from + TOO_MANY <= words.length) {
      const key = words
        .slice(from, from + TOO_MANY)
        .map(({ text }) => text)
        .join(' ')
      const runs = (places.get(key) ?? []).map((place) => ({ ...place, length: runOf(words, from, place) }))
      const [longest] = runs.sort((a, b) => b.length - a.length)
      if (longest === undefined) {
        from += 1
        continue
      }
      const run = words.slice(from, from + longest.length)
      if (
        weightOf(
          run.map(({ text }) => text),
          named,
        ) >= TOO_MANY
      )
        borrowed.push({
          source: longest.source,
          line: file.slice(0, run[0]?.at).split('\n').length,
          words: run.map(({ text }) => text).join(' '),
        })
      from += longest.length - TOO_MANY + 1
    }
    return borrowed
  }
}

function runOf(
  words: readonly Word[],
  from: number,
  place: { readonly words: readonly string[]; readonly at: number },
): number {
  let length = 0
  while (from + length < words.length && words[from + length]?.text === place.words[place.at + length])
    length += 1
  return length
}

/** How many words there are, a name counting as one, the longest names first. */
function weightOf(run: readonly string[], names: readonly (readonly string[])[]): number {
  let weight = 0
  let from = 0
  while (from < run.length) {
    const name = names.find((each) => each.every((word, place) => run[from + place] === word))
    from += name === undefined || name.length === 0 ? 1 : name.length
    weight += 1
  }
  return weight
}

function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
}
