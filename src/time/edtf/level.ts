/** 0: plain ISO 8601-1. 1 and 2: the extensions of ISO 8601-2, annex A. */
export type Level = 0 | 1 | 2

/** The level that something of these parts needs. */
export function highest(levels: readonly Level[]): Level {
  if (levels.includes(2)) return 2
  return levels.includes(1) ? 1 : 0
}
