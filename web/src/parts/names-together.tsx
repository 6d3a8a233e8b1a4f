import { Fragment } from 'preact'
import { partedByNames } from './name-pieces.ts'

/** A text in which a name of several words, or a date, is not parted over lines: it breaks between names, and nothing is added to what one copies. */
export function NamesTogether({ text }: { readonly text: string }) {
  return (
    <>
      {partedByNames(text).map(({ words, isName }, nth) =>
        isName ? (
          <span key={`${nth}`} class="nw">
            {words}
          </span>
        ) : (
          <Fragment key={`${nth}`}>{words}</Fragment>
        ),
      )}
    </>
  )
}
