import { useRef, useState } from 'preact/hooks'
import { strings } from '../strings.ts'

/** A line of text that one can copy, with what it is for. */
export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState('')
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
        <textarea ref={field} readOnly rows={text.length > 110 ? 2 : 1} value={text} />
      </label>
      <button type="button" class="q" onClick={copy}>
        {strings.actions.copy}
      </button>
      <span role="status">{said}</span>
    </div>
  )
}
