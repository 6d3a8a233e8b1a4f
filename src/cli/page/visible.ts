/**
 * A text of others' as it may stand in a line: what would begin another, move a cursor or turn the direction of reading
 * is written as JSON writes it, `\u001b`.
 */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
