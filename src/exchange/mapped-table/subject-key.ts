import { slugOfText, withoutMarks } from '../../admission/index.ts'
import { sha256Hex } from '../../event/index.ts'

/** Letters of a key beyond which it is cut. */
const LONGEST = 80

/**
 * What texts come to as the name in a subject's key: lower case without accents, words joined by hyphens. Where letters are
 * lost, as of `日越会談`, or the whole is too long, digits of their digest follow, so that no two texts come to one key.
 *
 * @example slugOfTexts(['2024-03-01', 'Hội đàm']) // '2024-03-01-hoi-dam'
 */
export function slugOfTexts(texts: readonly string[]): string {
  const written = texts
    .map((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
  const plain = withoutMarks(written.join(' ')).replaceAll('đ', 'd')
  const slug = slugOfText(plain)
  const isLost = /[^\P{L}a-z]|[^\P{N}0-9]/u.test(plain)
  if (!isLost && slug.length <= LONGEST) return slug
  const digits = sha256Hex(written.join('\n')).slice(0, 8)
  return [slug.slice(0, LONGEST).replace(/-$/, ''), digits].filter((part) => part !== '').join('-')
}
