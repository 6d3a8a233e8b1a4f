import { bilateral } from '../bilateral/index.ts'
import type { Vocabulary } from '../projection/index.ts'

/** What this program's chronicles speak of: the one place that chooses. */
export const vocabulary: Vocabulary = bilateral
