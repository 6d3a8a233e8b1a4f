import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { strings } from '../strings.ts'

/** A line of text that one can copy, with what it is for. */
export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState('')
  // All of the text is seen, also where the browser does not see to that by itself.
  useLayoutEffect(() => {
    const { current } = field
    if (current === null || CSS.supports('field-sizing', 'content')) return
    current.style.height = ''
    current.style.height = `${current.scrollHeight + current.offsetHeight - current.clientHeight}px`
  }, [text])
  const copy = async () => {
    field.current?.select()
    try {
      await navigator.clipboard.writeText(text)
      setSaid(strings.actions.copied)
    } catch {
      // Without a secure connection there is no clipboard: the text is selected, for the person to copy it.
      setSaid(strings.actions.selected)
    }
  }
  return (
    <div class="copy">
      <label>
        <span>{label}</span>
        <textarea ref={field} readOnly rows={1} value={text} />
      </label>
      <button type="button" class="q" onClick={copy}>
        {strings.actions.copy}
      </button>
      <span role="status">{said}</span>
    </div>
  )
}
