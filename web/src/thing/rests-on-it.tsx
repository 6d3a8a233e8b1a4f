import { useState } from 'preact/hooks'
import { formatAddress } from '../address.ts'
import { RestsOnThingDocument } from '../operations.ts'
import { AnswerMark } from '../parts/answer-mark.tsx'
import { pointVariables } from '../parts/point-variables.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { answerOf } from './reading.ts'

/** What rests on a thing: what names it, or is inferred from an event about it; page by page. */
export function RestsOnIt({ subject }: { readonly subject: string }) {
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined])
  return (
    <section>
      <h2>{strings.thing.headings.rests}</h2>
      {pages.map((after, nth) => (
        <RestsPage
          key={after ?? ''}
          subject={subject}
          after={after}
          next={nth === pages.length - 1 ? (cursor) => setPages([...pages, cursor]) : undefined}
        />
      ))}
    </section>
  )
}

function RestsPage({
  subject,
  after,
  next,
}: {
  readonly subject: string
  readonly after: string | undefined
  /** Adds the page behind a cursor; undefined where it is there. */
  readonly next: ((cursor: string) => void) | undefined
}) {
  const page = usePage()
  const { chronicle, address } = page
  const loaded = useAnswer(
    RestsOnThingDocument,
    chronicle && { chronicle: chronicle.name, subject, after, ...pointVariables(page) },
    subject,
  )
  const { thing, loading, answer } = strings
  if (loaded.status === 'failed') return <p class="cap">{thing.failed(loaded.message)}</p>
  const item = loaded.answer?.chronicle?.asOf?.item
  if (item === undefined || item === null) return <p class="cap">{loading}</p>
  const { nodes, totalCount, pageInfo } = item.restsOnIt
  const { hasNextPage, endCursor } = pageInfo
  if (totalCount === 0) return <p class="cap">{thing.nothingRests}</p>
  return (
    <>
      <ul class="facts">
        {nodes.map((node) => (
          <li key={node.subject} class="c-line">
            <AnswerMark answer={answerOf(node.certainty)} />
            <span class="sr">{answer[answerOf(node.certainty)]}</span>
            <a href={formatAddress({ ...address, view: 'thing', subject: node.subject })}>
              <bdi>{node.headline}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {hasNextPage && endCursor !== null && next !== undefined && (
        <button type="button" class="q" onClick={() => next(endCursor)}>
          {thing.moreRests(totalCount)}
        </button>
      )}
    </>
  )
}
