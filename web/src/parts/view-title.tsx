import { useEffect } from 'preact/hooks'
import { NamesTogether } from './names-together.tsx'

/** How long a text is that is set as large as any, characters. */
const LONG = 110

/** The heading of a view, which is the title of its tab, too. */
export function ViewTitle({ text }: { readonly text: string }) {
  useEffect(() => {
    document.title = text
  }, [text])
  return (
    <h1 class={text.length > LONG ? 'long' : undefined}>
      <bdi>
        <NamesTogether text={text} />
      </bdi>
    </h1>
  )
}
