/** No more names than this are told: one who misspelt a name looks for what is near, not for a list. */
const SOME = 10

/** Which there are, in words, to end a refusal with: `there are a, b`, of many the first ten and how many more. */
export function thereAre(names: Iterable<string>): string {
  const all = [...names]
  if (all.length === 0) return 'there are none'
  const more = all.length > SOME ? ` and ${all.length - SOME} more` : ''
  return `there are ${all.slice(0, SOME).join(', ')}${more}`
}
