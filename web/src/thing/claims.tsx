import { AnswerMark } from '../parts/answer-mark.tsx'
import { SourceReferences } from '../parts/source-references.tsx'
import { withDatesInWords } from '../parts/written-dates.ts'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { type ClaimRow, claimRows, type FieldAnswer, type ValueWords } from './claim-rows.ts'
import { SubjectLink, useKinds } from './subject-link.tsx'

/** What is said of a thing, field by field: value with its reading, certainty, sources. `more` are rows of the page's own. */
export function Claims({
  claims,
  existence,
  whenOfItem,
  more,
}: {
  readonly claims: readonly FieldAnswer[]
  /** The name of the field that says whether it is there. */
  readonly existence: string | undefined
  readonly whenOfItem: string | undefined
  readonly more: readonly ClaimRow[]
}) {
  const { address } = usePageAtRest()
  const kinds = useKinds()
  const rows = [
    ...claims.flatMap((claim) => claimRows(claim, { words: strings, kinds, existence, whenOfItem })),
    ...more,
  ]
  return (
    <table class="claims">
      <thead class="sr">
        <tr>
          {Object.values(strings.thing.claimHeads).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, values, under, answer, sources }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              {values.length === 0 && strings.answer.unknown}
              {values.map((value, nth) => (
                <span key={`${value.subject} ${value.words}`}>
                  {nth > 0 && value.names.length === 0 && ', '}
                  <Value value={value} />
                </span>
              ))}
              {under.map((line) => (
                <span key={line} class="m">
                  <bdi>{line}</bdi>
                </span>
              ))}
            </td>
            <td class="sure">
              <span class={answer === 'definitely' ? 'c' : 'c strong'}>
                <AnswerMark answer={answer} />
                <span>{strings.answer[answer]}</span>
              </span>
            </td>
            <td class="from">
              <SourceReferences sources={sources} here={address} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ value: { words, subject, names } }: { readonly value: ValueWords }) {
  if (subject !== undefined) return <SubjectLink subject={subject} words={words} />
  return (
    <>
      <bdi>{withDatesInWords(words, strings)}</bdi>
      {names.length > 0 && (
        <span class="m">
          {names.map((name, nth) => (
            <span key={name}>
              {nth > 0 && ' · '}
              <SubjectLink subject={name} />
            </span>
          ))}
        </span>
      )}
    </>
  )
}
