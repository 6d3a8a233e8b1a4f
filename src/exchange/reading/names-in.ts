/** A name that is known already: what it stands for, as `person/kishi`, and how it is written. */
export type KnownName = { readonly name: string; readonly subject: string }

const PARTICLE = '(?:of|for|de|la|van|von|bin|al)'
const WORD = "(?:\\p{Lu}\\.|\\p{Lu}[\\p{L}\\p{M}'’-]*)"

/** Words with a capital in a row; in Japanese a foreign word, or what stands before an office or a form of address. */
const RUNS = new RegExp(
  `(?<![\\p{L}\\p{N}])${WORD}(?: (?:${PARTICLE} (?:the )?)?${WORD})*|[ァ-ヴー・]{3,}|[\\p{sc=Han}々]{1,6}(?:大臣|首相|外相|大統領|主席|書記長|長官|議員|大使|国防相|氏)`,
  'gu',
)

/** Capitals that are none of a name. */
const NO_NAME =
  /^(?:the|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)$/i

/** One word that begins a sentence has its capital from that. */
const BEGINS_SENTENCE = /^[\s\p{P}]*$/u

/** Those of the names that may be in a text: the first word of each is in it. In scripts without spaces all of it is. */
export function namesOfText(text: string, known: readonly KnownName[]): readonly KnownName[] {
  const words = new Set(text.match(LATIN_WORD))
  return known.filter(({ name }) => {
    const [first] = name.match(LATIN_WORD) ?? []
    return first !== undefined && name.startsWith(first) ? words.has(first) : text.includes(name)
  })
}

const LATIN_WORD = /[\p{sc=Latin}\p{M}\p{N}]+/gu

/**
 * What may be names in a sentence, each once, in order: where the known ones are in it, these, each with all that it stands
 * for; then other runs of words with capitals.
 */
export function namesIn(sentence: string, known: readonly KnownName[]): readonly string[] {
  const found = Map.groupBy(
    known.filter(({ name }) => sentence.includes(name)),
    ({ name }) => name,
  )
  const longest = [...found.keys()].filter(
    (name) => ![...found.keys()].some((other) => other !== name && other.includes(name)),
  )
  const others = [...sentence.matchAll(RUNS)]
    .filter(
      ({ 0: run, index }) => !/^\p{Lu}\S*$/u.test(run) || !BEGINS_SENTENCE.test(sentence.slice(0, index)),
    )
    .map(([run]) => run.replace(/^The /, '').replace(/[’']s?$/, ''))
    .filter((run) => run.length > 1 && !NO_NAME.test(run) && !longest.some((name) => name.includes(run)))
  const subjects = (name: string) =>
    found
      .get(name)
      ?.map(({ subject }) => subject)
      .join(', ')
  return [...new Set([...longest.map((name) => `${name} (${subjects(name)})`), ...others])]
}
