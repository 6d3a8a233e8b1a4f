import { type AtPoint, type Dated, datedOf, type ItemAtPoint, itemsOf } from '../../../graphql/index.ts'
import { stands, type Valued } from '../../../state/index.ts'
import type { Answer } from '../../../time/index.ts'
import { labelFields as fields } from '../label.ts'
import { addChanges } from './lists.ts'
import type { Kit } from './refs.ts'
import { printed } from './values.ts'

type Status = AtPoint & { readonly object: string; readonly labels: readonly ItemAtPoint[] }

export function addStatus(kit: Kit): void {
  const { builder, refs, item, validTime } = kit
  const object = builder.enumType('LabelObject', {
    description: 'What bears a label.',
    values: {
      RELATIONSHIP: { value: 'relationship', description: 'The relationship as a whole.' },
      DEFENCE_COOPERATION: { value: 'defence-cooperation', description: 'Defence cooperation alone.' },
    } as const,
  })
  refs.label.implement({
    description: 'A formal label, in force or not: with `when`, the window in which it came into force.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      label: t.string({ description: 'As printed.', resolve: (each) => labelOf(each) }),
      object: t.string({
        nullable: true,
        description:
          'What bears it, `relationship` or `defence-cooperation`; null where that cannot be seen.',
        resolve: (each) => printed(each, fields.object)[0],
      }),
      lastAttested: t.field({
        type: validTime.ref,
        nullable: true,
        description: 'The nearest time before the date at which it was in use; null where there is none.',
        resolve: ({ item }) => whenAttested(item.existence.lastAttested),
      }),
      nextAttested: t.field({
        type: validTime.ref,
        nullable: true,
        description: 'The nearest time after the date at which it was in use; null where there is none.',
        resolve: ({ item }) => whenAttested(item.existence.nextAttested),
      }),
    }),
  })
  const status = builder.objectRef<Status>('Status').implement({
    description: 'What a thing is formally called at the point.',
    fields: (t) => ({
      certainty: t.field({
        type: item.certainty,
        description: 'UNKNOWN where no label that can be seen stands: some other may have.',
        resolve: ({ labels }) => statusCertainty(labels),
      }),
      label: t.string({
        nullable: true,
        description: 'The label, where just one may be in force; null where none may, or more than one.',
        resolve: ({ labels }) => (inForce(labels).length === 1 ? labelOf(inForce(labels)[0]) : null),
      }),
      likely: t.boolean({
        description: 'Whether an estimate holds a label likely to be in force.',
        resolve: ({ labels }) =>
          inForce(labels).some(({ item }) => item.existence.values.some(({ likely }) => likely)),
      }),
      labels: t.field({
        type: [refs.label],
        description: 'Every label of it that can be seen, each with its own answer.',
        resolve: ({ labels }) => [...labels],
      }),
      lastAttested: t.field({
        type: refs.label,
        nullable: true,
        description:
          'The label last attested before the date. Null where one is in force on it, definitely or possibly, or none was before.',
        resolve: ({ labels }) => latestAttested(labels),
      }),
    }),
  })
  builder.objectField(kit.root.state, 'status', (t) =>
    t.field({
      type: status,
      description: 'What the relationship, or one part of it, is formally called.',
      args: {
        object: t.arg({
          type: object,
          required: true,
          defaultValue: 'relationship',
          description: 'What bears the label.',
        }),
      },
      resolve: (stand, { object }) => ({
        ...stand,
        object,
        labels: itemsOf(stand, 'label').filter((each) => printed(each, fields.object).includes(object)),
      }),
    }),
  )
  addChanges(kit, 'status', 'label', refs.label)
}

function inForce(labels: readonly ItemAtPoint[]): readonly ItemAtPoint[] {
  return labels.filter(({ item }) => stands(item))
}

function statusCertainty(labels: readonly ItemAtPoint[]): Answer {
  const answers = inForce(labels).map(({ item }) => item.existence.answer)
  if (answers.length === 0) return 'unknown'
  return answers.length === 1 && answers[0] === 'definitely' ? 'definitely' : 'possibly'
}

function latestAttested(labels: readonly ItemAtPoint[]): ItemAtPoint | null {
  if (inForce(labels).length > 0) return null
  const attested = labels.filter(({ item }) => item.existence.lastAttested !== undefined)
  return attested[0] ?? null
}

/** A label is called by its name even on dates at which it is not in force. */
function labelOf(each: ItemAtPoint | undefined): string {
  if (each === undefined) return ''
  return printed(each, fields.label)[0] ?? each.item.subject
}

function whenAttested(valued: Valued<true> | undefined): Dated | null {
  const [standing] = valued?.standings ?? []
  return standing === undefined ? null : datedOf(standing)
}
