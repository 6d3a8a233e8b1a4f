import { bilateralWording } from './bilateral/index.ts'
import type { Wording } from './wording.ts'

/** How that is put before a person. */
export const wording: Wording = bilateralWording
