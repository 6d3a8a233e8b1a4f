const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' })

/**
 * A country by its name, as the United Nations have it; what is no code of one comes back as it is. A code that was
 * withdrawn stays a code, in upper case: Intl would give it the name of a successor (`su` → Russia).
 */
export function countryName(code: string): string {
  if (!/^[a-z]{2}$/.test(code)) return code
  if (code === 'vn') return 'Viet Nam'
  const upper = code.toUpperCase()
  return new Intl.Locale(`und-${upper}`).region === upper ? (COUNTRIES.of(upper) ?? upper) : upper
}
