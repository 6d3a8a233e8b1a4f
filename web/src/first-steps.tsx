import { useEffect } from 'preact/hooks'
import { type AddressFault, shortened } from './address.ts'
import { ChronicleLine } from './chronicle-line.tsx'
import { withKnownKinds } from './filter.ts'
import { Arriving } from './points/arriving.tsx'
import { usePageAtRest } from './store.ts'
import { strings } from './strings.ts'

const { help } = strings

/** The chronicles of this server, each with what one asks of it. */
export function ChroniclesView() {
  const { facts, today } = usePageAtRest()
  useEffect(() => {
    document.title = help.titleOfAll
  }, [])
  if (facts === undefined)
    return (
      <section>
        <h1>{help.chronicles}</h1>
        <Arriving />
      </section>
    )
  return (
    <section>
      <h1>{help.chronicles}</h1>
      <p class="lede">{facts.chronicles.length === 0 ? help.noChronicles : help.what}</p>
      {facts.chronicles.length === 0 ? (
        <Steps steps={help.firstChronicle} />
      ) : (
        <ul class="l plain chronicles">
          {facts.chronicles.map((chronicle) => (
            <ChronicleLine key={chronicle.name} chronicle={chronicle} today={today} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** What one does with a chronicle in which nothing is recorded yet. */
export function EmptyChronicle() {
  const { chronicle, address } = usePageAtRest()
  const name = address.chronicle ?? ''
  return (
    <section>
      <p class="lede">{help.empty}</p>
      <Steps steps={help.firstEvent(name)} />
      {chronicle && (
        <p>
          <a href={chronicle.api}>{help.playground}</a>
        </p>
      )}
    </section>
  )
}

type Step = { readonly says: string; readonly command: string }

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="steps-of">
      {steps.map(({ says, command }) => (
        <li key={says}>
          {says}
          <pre>{command}</pre>
        </li>
      ))}
    </ol>
  )
}

/** What of the address was not understood; the rest of it is shown. */
export function AddressFaults() {
  const { faults: ofAddress, address, grid } = usePageAtRest()
  const shown = grid.status === 'ready' ? grid.grid : undefined
  // Two points that are compared say themselves what they leave aside; the other views are narrowed by nothing.
  const { unknown } = withKnownKinds(address.filters, address.view === 'state' ? shown : undefined)
  const faults: readonly AddressFault[] = [
    ...ofAddress,
    ...unknown.map((text) => ({ code: 'E_KIND', part: 'kinds', text: shortened(text) }) as const),
  ]
  if (faults.length === 0) return null
  return (
    <aside class="faults" aria-label={help.faults}>
      <p>{help.notUnderstood}</p>
      <ul>
        {faults.map(({ code, part, text }) => (
          <li key={`${part} ${text}`}>
            <bdi>{help.fault[code](part, text)}</bdi>
          </li>
        ))}
      </ul>
    </aside>
  )
}
