import { bilateral } from '../bilateral/index.ts'
import type { Vocabulary } from '../projection/index.ts'
import { bilateralWording } from './bilateral/index.ts'
import type { Wording } from './wording.ts'

/** What this program's chronicles speak of, and how that is put before a person: the one place that chooses. */
export const vocabulary: Vocabulary = bilateral

export const wording: Wording = bilateralWording
