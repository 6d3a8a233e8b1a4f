import { canonicalJson } from '../event/index.ts'

/**
 * Why no version of this program can have recorded a body in a chronicle, after the events of which `isRecorded` holds: it is
 * not canonical JSON (RFC 8785), as where a key stands twice; it is of another chronicle; or it names a premise or a target
 * that was not recorded before.
 */
export function eventFaults(
  body: string,
  chronicle: string,
  isRecorded: (id: string) => boolean,
): readonly string[] {
  let read: unknown
  try {
    read = JSON.parse(body)
  } catch {
    return ['its body is no JSON']
  }
  if (typeof read !== 'object' || read === null) return ['its body is no object']
  const event: Readonly<Record<string, unknown>> = { ...read }
  const named = [event.premises, targetsOf(event.target)].flat().filter((each) => typeof each === 'string')
  return [
    ...(canonicalJson(read) === body ? [] : ['its body is not canonical JSON (RFC 8785)']),
    ...(event.chronicle === chronicle ? [] : [`it is of chronicle ${JSON.stringify(event.chronicle)}`]),
    ...named.filter((id) => !isRecorded(id)).map((id) => `it rests on ${id}, which was not recorded before`),
  ]
}

function targetsOf(target: unknown): readonly unknown[] {
  return typeof target === 'object' && target !== null ? Object.values(target) : []
}
