import type { Domain } from '../../domain/index.ts'
import type { Comparison } from '../../engine/index.ts'
import type { EventId, Subject } from '../../event/index.ts'
import { type Cause, type Change, fieldNamed, type Item } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import { type FieldJson, fieldJson, type ItemJson, itemJson } from './item.ts'

/** One subject that differs. `certainty` tells a thing that is gone (`no`) from one that is merely unknown there. */
type ChangeJson = {
  readonly change: Change['change']
  readonly subject: Subject
  readonly was: ItemJson | null
  readonly is: ItemJson | null
  readonly certainty: { readonly was: Answer; readonly is: Answer }
  readonly fields: readonly FieldChangeJson[]
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

/** One field that differs; of what is worked out of others (a due standing), `was` and `is` are words. */
type FieldChangeJson = {
  readonly field: string
  readonly was: FieldJson | string | null
  readonly is: FieldJson | string | null
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

/** The changes of every kind, by the kind's key. */
export function changesJson(
  comparison: Comparison,
  domain: Domain,
): Readonly<Record<string, readonly ChangeJson[]>> {
  return Object.fromEntries(
    domain.pages.map(({ name: kind, list: key }) => [
      key,
      comparison.changes(kind).map((change) => changeJson(comparison, domain, change)),
    ]),
  )
}

function changeJson({ from, to }: Comparison, domain: Domain, change: Change): ChangeJson {
  const { subject, was, is, because, causes } = change
  return {
    change: change.change,
    subject,
    was: was === undefined ? null : itemJson(from, domain, was),
    is: is === undefined ? null : itemJson(to, domain, is),
    certainty: {
      was: from.item(subject)?.existence.answer ?? 'unknown',
      is: to.item(subject)?.existence.answer ?? 'unknown',
    },
    fields: change.fields.map((field) => ({
      field: field.field,
      was: sideJson(from.item(subject), field.field, field.was),
      is: sideJson(to.item(subject), field.field, field.is),
      because: field.because,
      causes: field.causes,
    })),
    because,
    causes,
  }
}

/** A side of a field's change: resolved anew, or the word itself where the field is worked out. */
function sideJson(
  item: Item | undefined,
  name: string,
  compared: string | undefined,
): FieldJson | string | null {
  if (item === undefined || compared === undefined) return null
  if (item.kind.derived?.some((derived) => derived.name === name) && !compared.includes('\n')) return compared
  const field = fieldNamed(item.kind, name)
  return (field && fieldJson(item, field)) ?? null
}
