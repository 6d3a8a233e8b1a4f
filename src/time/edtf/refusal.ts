import { RegestaError } from '../../errors.ts'

/** The error for a text that is no EDTF, or is none that exists: E_EDTF `"2021-13": month 13 is not 01…12`. */
export function refusal(text: string, reason: string): RegestaError {
  return new RegestaError('E_EDTF', 'invalid', `"${text}": ${reason}`, { text })
}
