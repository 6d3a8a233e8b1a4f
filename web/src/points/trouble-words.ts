import type { Trouble } from '../connection.ts'
import { strings } from '../strings.ts'

const { troubles } = strings

/** What is the matter, and what helps. */
export function troubleWords(trouble: Trouble): string {
  switch (trouble.type) {
    case 'gone':
    case 'forbidden':
    case 'otherHistory':
      return troubles[trouble.type]
    case 'busy':
      return troubles.busy(trouble.seconds)
    case 'token':
      return trouble.wasGiven ? troubles.otherToken : troubles.token
    case 'notFound':
    case 'noPosition':
      return troubles[trouble.type](trouble.message)
    case 'refused':
      return troubles.refused(trouble.code, trouble.message)
  }
}
