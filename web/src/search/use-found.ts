/** The subjects that the search of the address found; undefined where nothing is searched for, or before the first answer. */
export function useFound(): ReadonlySet<string> | undefined {
  return undefined
}
