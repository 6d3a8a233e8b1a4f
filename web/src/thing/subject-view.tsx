import { SourceView } from '../sources/source-view.tsx'
import { EventView } from './event-view.tsx'
import { ThingView } from './thing-view.tsx'

/** What is shown of a subject: sources and events have views of their own, and everything else is a thing. */
export function SubjectView({ subject }: { readonly subject: string }) {
  const [kind, ...slug] = subject.split('/')
  if (kind === 'source') return <SourceView key={subject} subject={subject} />
  if (kind === 'event') return <EventView key={subject} digest={slug.join('/')} />
  return <ThingView subject={subject} />
}
