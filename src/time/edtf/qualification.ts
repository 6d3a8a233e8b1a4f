/** The marks `?`, `~` and `%`: how sure a date is, without a word on how far off. */

/** `?` is uncertain, `~` approximate, `%` both. Neither moves a bound. */
export type Qualification = { readonly uncertain: boolean; readonly approximate: boolean }

export const UNQUALIFIED: Qualification = Object.freeze({ uncertain: false, approximate: false })

/** What the marks among these characters say together. */
export function qualificationBy(marks: string): Qualification {
  return {
    uncertain: marks.includes('?') || marks.includes('%'),
    approximate: marks.includes('~') || marks.includes('%'),
  }
}

/** What holds of a whole of which these are the parts: each mark that any part bears. */
export function combined(parts: readonly Qualification[]): Qualification {
  return {
    uncertain: parts.some((part) => part.uncertain),
    approximate: parts.some((part) => part.approximate),
  }
}
