import { strings } from '../strings.ts'
import { fieldInWords, isKey } from './reading.ts'
import { SubjectLink, useKinds } from './subject-link.tsx'

/** What an event says, part by part, as its type declares it: names in words, what it names as links. */
export function PayloadParts({ payload }: { readonly payload: unknown }) {
  if (typeof payload !== 'object' || payload === null) return null
  return (
    <dl class="parts">
      {Object.entries(payload).map(([name, value]) => (
        <div key={name}>
          <dt>{fieldInWords(name)}</dt>
          <dd>
            <Part value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Part({ value }: { readonly value: unknown }) {
  const kinds = useKinds()
  if (isKey(value, kinds)) return <SubjectLink subject={value} />
  if (Array.isArray(value))
    return (
      <>
        {value.map((one, nth) => (
          <div key={nth}>
            <Part value={one} />
          </div>
        ))}
      </>
    )
  if (typeof value === 'object' && value !== null) return <PayloadParts payload={value} />
  if (typeof value === 'boolean') return <>{strings.thing.yesNo[value ? 'yes' : 'no']}</>
  return <bdi>{`${value}`}</bdi>
}
