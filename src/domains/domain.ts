import type { Vocabulary } from '../state/index.ts'
import { bilateral } from './bilateral/vocabulary.ts'

/** What this program's chronicles speak of: the one place that chooses. */
export const vocabulary: Vocabulary = bilateral
