import { z } from 'zod'
import type { Kind } from './kinds.ts'

/** Where pages come from, as a browser names it: `https://example.org`, with its port if it has one; or `*` for all. */
export function webOrigin(): Kind<string> {
  return {
    placeholder: '<origin>',
    expected: 'an origin like https://example.org, without a path, or *',
    shape: z.string().refine((text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text)),
  }
}
