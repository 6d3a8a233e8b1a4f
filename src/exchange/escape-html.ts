const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as it may stand in an element or in an attribute of HTML; what HTML has no character for is left out. */
export function escapeHtml(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[&<>"]/g, (character) => NAMED[character] ?? character)
}
