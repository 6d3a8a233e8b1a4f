/** The values of an enum, from the names inside and what each means: `worldChanged` and `partly-fulfilled` shout. */
export function enumValues<T extends string>(
  meanings: Readonly<Record<T, string>>,
): Record<string, { readonly value: T; readonly description: string }> {
  const names = Object.keys(meanings).filter((name): name is T => name in meanings)
  return Object.fromEntries(
    names.map((value) => [screaming(value), { value, description: meanings[value] }] as const),
  )
}

function screaming(name: string): string {
  return name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('-', '_')
    .toUpperCase()
}
