/**
 * JSON for a page: what fits on a line stands on one, as in `{ "label": "002", "start": 25 }`; everything else is
 * indented by two. `before` is what stands on the value's first line already.
 */
export function compactJson(value: unknown, width = 110, indent = '', before = 0): string {
  const line = onOneLine(value)
  if (indent.length + before + line.length <= width || typeof value !== 'object' || value === null)
    return line
  const deeper = `${indent}  `
  const parts = Array.isArray(value)
    ? value.map((each) => compactJson(each, width, deeper))
    : Object.entries(value).map(
        ([key, each]) => `${JSON.stringify(key)}: ${compactJson(each, width, deeper, key.length + 4)}`,
      )
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}
