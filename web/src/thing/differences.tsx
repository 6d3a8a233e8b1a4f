import { SourceReferences } from '../parts/source-references.tsx'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { fieldInWords } from './reading.ts'
import { SubjectLink } from './subject-link.tsx'
import type { Item, State } from './thing-view.tsx'

/** Where sources differ about a thing, side by side, and what is noted of it: gaps, remarks. */
export function Differences({ state, item }: { readonly state: State; readonly item: Item }) {
  const { address } = usePageAtRest()
  const { thing } = strings
  return (
    <section>
      <h2>{thing.headings.differ}</h2>
      {state.conflicts.length === 0 && <p class="cap">{thing.differNot(item.sources.length)}</p>}
      {state.conflicts.map(({ field, kind, sides }) => (
        <div key={`${field} ${kind}`} class="differ">
          <p>
            <b>{fieldInWords(field)}</b>: {thing.differKinds[kind]}
          </p>
          <ul class="facts">
            {sides.map(({ words, sources }) => (
              <li key={words}>
                <bdi>{words}</bdi>
                <SourceReferences sources={sources} here={address} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {state.noted.map(({ subject, kind, summary }) => (
        <p key={subject} class="noted">
          <b>{thing.notedKinds[kind]}</b>: <bdi>{summary}</bdi>
        </p>
      ))}
    </section>
  )
}

/** The other keys of a thing, and those that may be the same or are said not to be. */
export function Names({ item }: { readonly item: Item }) {
  const { thing } = strings
  const rows = [
    { title: thing.aliases, subjects: item.aliases.filter((key) => key !== item.subject) },
    { title: thing.possiblySame, subjects: item.possiblySame },
    { title: thing.distinctFrom, subjects: item.distinctFrom },
  ].filter(({ subjects }) => subjects.length > 0)
  return (
    <section>
      <h2>{thing.headings.names}</h2>
      <p class="cap">
        {thing.key} <code>{item.subject}</code>
      </p>
      {rows.map(({ title, subjects }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul class="facts">
            {subjects.map((subject) => (
              <li key={subject}>
                <SubjectLink subject={subject} /> <code>{subject}</code>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
