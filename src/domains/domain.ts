import type { Vocabulary } from '../state/index.ts'
import { bilateral } from './bilateral/vocabulary.ts'

/** The vocabulary that the chronicles of this program are read by. */
export const vocabulary: Vocabulary = bilateral
