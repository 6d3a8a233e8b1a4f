import type { GridAnswer } from '../../../src/exchange/read-grid.ts'
import { strings } from '../strings.ts'

/** The mark of an answer: a filled, a half or a dotted circle, or a short bar. It says nothing aloud: the word stands beside it. */
export function AnswerMark({ answer }: { readonly answer: GridAnswer }) {
  return (
    <svg viewBox="0 0 12 12" class="answer" aria-hidden="true">
      {answer === 'definitely' && <circle cx="6" cy="6" r="4.6" class="pt" />}
      {answer === 'possibly' && (
        <>
          <circle cx="6" cy="6" r="4.6" class="pth" />
          <path d="M6 1.4a4.6 4.6 0 0 0 0 9.2z" class="pt" />
        </>
      )}
      {answer === 'unknown' && <circle cx="6" cy="6" r="4.6" class="pth" stroke-dasharray="1.8 2" />}
      {answer === 'no' && <path d="M2.4 5h7.2v2h-7.2z" class="pt" />}
    </svg>
  )
}

/** An answer at the head of a row: its mark, and its word where a run of rows begins; elsewhere the word is for screen readers. */
export function AnswerCell({ answer, begins }: { readonly answer: GridAnswer; readonly begins: boolean }) {
  return (
    <span class={answer === 'definitely' ? 'c' : 'c strong'}>
      <AnswerMark answer={answer} />
      <span class={begins ? undefined : 'sr'}>{strings.answer[answer]}</span>
    </span>
  )
}
