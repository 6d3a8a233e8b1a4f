/** Tells so many plain names apart, in the order in which they come up; all others are `other`. */
export function fewNames(most: number): (name: string) => string {
  const known = new Set<string>()
  return (name) => {
    if (known.has(name)) return name
    if (known.size >= most || !PLAIN.test(name)) return 'other'
    known.add(name)
    return name
  }
}

const PLAIN = /^[A-Z][A-Z0-9_]{0,39}$/
