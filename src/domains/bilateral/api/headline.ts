import type { ItemAtPoint } from '../../../graphql/index.ts'
import type { Field } from '../../../state/index.ts'
import { cooperationFields } from '../cooperation.ts'
import { figureFields } from '../figure.ts'
import { instrumentFields } from '../instrument.ts'
import { labelFields } from '../label.ts'
import { mechanismFields } from '../mechanism.ts'
import { meetingFields } from '../meeting.ts'
import { officeFields } from '../office.ts'
import { personFields } from '../person.ts'
import { placeFields } from '../place.ts'
import { positionFields } from '../position.ts'
import { undertakingFields } from '../undertaking/index.ts'
import { printed } from './values.ts'

/** By kind, the fields that a subject can be called by, the best first. */
const CALLED: ReadonlyMap<string, readonly Field<string>[]> = new Map([
  ['meeting', [meetingFields.name, meetingFields.summary]],
  ['instrument', [instrumentFields.title, instrumentFields.summary]],
  ['mechanism', [mechanismFields.name]],
  ['label', [labelFields.label]],
  ['undertaking', [undertakingFields.content]],
  ['office', [officeFields.title]],
  ['person', [personFields.name]],
  ['figure', [figureFields.measure]],
  ['position', [positionFields.statement]],
  ['cooperation', [cooperationFields.area]],
  ['place', [placeFields.name]],
])

/** What an item can be called in a line: a name, title or content that can be seen; undefined where none is told. */
export function headlineOf(standing: ItemAtPoint): string | undefined {
  const fields = CALLED.get(standing.item.kind.kind) ?? []
  return fields.flatMap((field) => printed(standing, field))[0]
}
