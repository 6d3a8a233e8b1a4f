/** What front ends should leave: since when, until when it still works (both days in), and what to use instead. */
export type Deprecated = { readonly since: string; readonly until: string; readonly instead: string }

/** The reason as the schema gives it: `Since 2026-11-22, until 2027-05-31: use …`. Days are `YYYY-MM-DD`. */
export function deprecated({ since, until, instead }: Deprecated): { readonly deprecationReason: string } {
  return { deprecationReason: `Since ${since}, until ${until}: ${instead}` }
}
