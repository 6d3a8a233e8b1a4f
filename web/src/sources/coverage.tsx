import { SourceCoverageDocument } from '../operations.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { strings } from '../strings.ts'

/** How much of the texts of a source is read, in numbers; where the server has no text, that it cannot say. */
export function Coverage({ id }: { readonly id: string }) {
  const loaded = useAnswer(SourceCoverageDocument, { id }, id)
  const { sources: words } = strings
  const node = loaded.answer?.node
  if (node === undefined || node === null || node.__typename !== 'Source') return null
  return (
    <section>
      <h2>{words.headings.coverage}</h2>
      {node.coverage.length === 0 && <p class="cap">{words.noCoverage}</p>}
      {node.coverage.map((text) => (
        <ul key={text.text} class="facts">
          <li>{words.coverage.withEvents(text.withEvents, text.sentences)}</li>
          <li>{words.coverage.setAside(text.setAside)}</li>
          <li>{words.coverage.uncovered(text.uncovered)}</li>
          <li>{words.coverage.characters(text.touched, text.characters)}</li>
        </ul>
      ))}
    </section>
  )
}
