import { Folded } from '../parts/folded.tsx'
import { strings } from '../strings.ts'
import { fieldInWords, isKey } from './reading.ts'
import { SubjectLink, useKinds } from './subject-link.tsx'

/** What an event says, part by part, as its type declares it: names in words, what it names as links. */
export function PayloadParts({
  payload,
  words,
}: {
  readonly payload: unknown
  /** What codes within it are called. */
  readonly words: ReadonlyMap<string, string>
}) {
  if (typeof payload !== 'object' || payload === null) return null
  return (
    <dl class="parts">
      {Object.entries(payload).map(([name, value]) => (
        <div key={name} class={hasParts(value) ? 'nested' : undefined}>
          <dt>{fieldInWords(name)}</dt>
          <dd>
            <Part value={value} words={words} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Whether a value is made of named parts, or is a list of such. */
function hasParts(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasParts)
  return typeof value === 'object' && value !== null
}

function Part({ value, words }: { readonly value: unknown; readonly words: ReadonlyMap<string, string> }) {
  const kinds = useKinds()
  if (isKey(value, kinds)) return <SubjectLink subject={value} />
  if (Array.isArray(value))
    return (
      <Folded
        things={value}
        draw={(one, nth) => (
          <div key={nth}>
            <Part value={one} words={words} />
          </div>
        )}
      />
    )
  if (typeof value === 'object' && value !== null) return <PayloadParts payload={value} words={words} />
  if (typeof value === 'boolean') return <>{strings.thing.yesNo[value ? 'yes' : 'no']}</>
  return <bdi>{words.get(`${value}`) ?? `${value}`}</bdi>
}
