import type { EnumRef, ObjectRef, OutputRef } from '@pothos/core'
import type { Arg, At, Choice, ObjectType, Output, OutputType } from '../../domain/index.ts'
import type { Item, Standing } from '../../state/index.ts'
import { type Bound, readValid } from '../../time/index.ts'
import { type Builder, enumValues, type SchemaTypes } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { type Budget, nowOrInSteps } from '../limits/budget.ts'
import { type AtPoint, atPointOf, eventSteps, type ItemAtPoint, itemsBySubject } from '../points/at-point.ts'
import { sourcesById } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { evidenceFor } from '../provenance/evidence.ts'
import type { ItemApi } from '../state/item.ts'
import { type Dated, datedOf, type ValidTimeApi } from '../valid-time.ts'

/** What the outputs of an object are worked out of, and the point at which. */
export type Shown = AtPoint & { readonly item: Item | undefined; readonly from: unknown }

type Parts = {
  readonly builder: Builder
  readonly item: ItemApi
  readonly validTime: ValidTimeApi
  readonly provenance: ProvenanceApi
}

/** Turns what a domain declares into types of the schema: each enum and each object once, by its name. */
export class DeclaredTypes {
  readonly #builder: Builder
  readonly #enums: EnumTypes
  readonly #items = new Map<string, ObjectRef<SchemaTypes, ItemAtPoint>>()
  readonly #objects = new Map<string, ObjectRef<SchemaTypes, Shown>>()
  readonly #parts: Parts

  constructor(parts: Parts, enums: EnumTypes) {
    this.#builder = parts.builder
    this.#parts = parts
    this.#enums = enums
  }

  /** The type of the items of a kind, to be filled in by {@link fieldsOf}: types refer to each other. */
  item(kind: string, name: string): ObjectRef<SchemaTypes, ItemAtPoint> {
    const ref = this.#items.get(kind) ?? this.#builder.objectRef<ItemAtPoint>(name)
    this.#items.set(kind, ref)
    return ref
  }

  /** An object that is declared once, however often it is shown. */
  object({ name, says, outputs }: ObjectType): ObjectRef<SchemaTypes, Shown> {
    const known = this.#objects.get(name)
    if (known !== undefined) return known
    const ref = this.#builder.objectRef<Shown>(name)
    this.#objects.set(name, ref)
    ref.implement({ description: says })
    this.addFields(ref, outputs, (shown) => shown)
    return ref
  }

  /** Adds outputs as fields of a type; `shownOf` gives what they are worked out of. */
  addFields<P>(
    ref: ObjectRef<SchemaTypes, P>,
    outputs: Readonly<Record<string, Output>>,
    shownOf: (parent: P) => Shown,
  ): void {
    for (const [name, output] of Object.entries(outputs)) this.#addField(ref, name, output, shownOf)
  }

  /** The arguments of an output or a list, as they are declared. */
  args(args: Readonly<Record<string, Arg>>) {
    return this.#builder.args((t) =>
      Object.fromEntries(
        Object.entries(args).map(([name, { says, of, list, required, default: byDefault }]) => {
          const type = of.type === 'choice' ? this.#enums.of(of.choice) : of.scalar
          const options = { description: says, required }
          if (list) return [name, t.field({ ...options, type: [type] })]
          return [
            name,
            t.field({
              ...options,
              type,
              ...(typeof byDefault === 'string' && { defaultValue: byDefault }),
            }),
          ]
        }),
      ),
    )
  }

  #addField<P>(
    ref: ObjectRef<SchemaTypes, P>,
    name: string,
    { says, form, of, args, values }: Output,
    shownOf: (parent: P) => Shown,
  ): void {
    const { evidenceArgs } = this.#parts.provenance
    const own = this.args(args)
    const type = this.#typeOf(of)
    const given = (parent: P, args: Readonly<Record<string, unknown>>, { budget }: ApiContext) => {
      const shown = shownOf(parent)
      const at: At = { state: shown.state, item: shown.item }
      const found = values(shown.from, at, args)
      return found && this.#present(of, shown, found, args, budget)
    }
    this.#builder.objectField(ref, name, (t) => {
      const options = {
        description: says,
        args: of.type === 'evidence' ? evidenceArgs : own,
        nullable: form === 'or-null' || form === 'list-or-null',
      }
      return form === 'list' || form === 'list-or-null'
        ? t.field({ ...options, type: [type], resolve: given })
        : t.field({
            ...options,
            type,
            resolve: (parent, args, context) => {
              const found = given(parent, args, context)
              return found instanceof Promise ? found.then(([first]) => first) : found?.[0]
            },
          })
    })
  }

  #typeOf(of: OutputType): OutputRef<unknown> | ScalarRef {
    const { item, validTime, provenance } = this.#parts
    switch (of.type) {
      case 'scalar':
        return of.scalar
      case 'choice':
        return this.#enums.of(of.choice)
      case 'object':
        return this.object(of.object)
      case 'item':
        return (of.kind === undefined ? undefined : this.#items.get(of.kind)) ?? item.item
      case 'certainty':
        return item.certainty
      case 'basis':
        return validTime.basis
      case 'valid-time':
        return validTime.ref
      case 'evidence':
        return provenance.evidence
      case 'events':
        return provenance.event
      case 'sources':
        return provenance.source
    }
  }

  /** The values of an output as its type wants them; a day that is an open bound, and so infinite, is left out. */
  #present(
    of: OutputType,
    { item, ...from }: Shown,
    values: readonly unknown[],
    args: Readonly<Record<string, unknown>>,
    budget: Budget,
  ): readonly unknown[] | Promise<readonly unknown[]> {
    const at = atPointOf(from)
    switch (of.type) {
      case 'object':
        return values.map((from): Shown => ({ ...at, item, from }))
      case 'item':
        return itemsBySubject(at, texts(values))
      case 'valid-time':
        return values.map((value) => dated(at, value as Standing | Bound))
      case 'evidence':
        return nowOrInSteps(budget, evidenceFor(at, texts(values), args))
      case 'events':
        return nowOrInSteps(budget, eventSteps(at, texts(values)))
      case 'sources':
        return sourcesById(at, texts(values))
      case 'scalar':
        return of.scalar === 'Date' ? values.filter(Number.isFinite) : values
      case 'choice':
      case 'certainty':
      case 'basis':
        return values
    }
  }
}

type ScalarRef = 'String' | 'Int' | 'Float' | 'Boolean' | 'Date' | 'EDTF'

/** The enums of closed vocabularies, each once. */
export class EnumTypes {
  readonly #builder: Builder
  readonly #refs = new Map<string, EnumRef<SchemaTypes, string>>()
  readonly #meanings: ReadonlyMap<string, Choice['meanings']>

  /** `meanings`: by name of a vocabulary that several kinds share, the words of all of them. */
  constructor(builder: Builder, meanings: ReadonlyMap<string, Choice['meanings']>) {
    this.#builder = builder
    this.#meanings = meanings
  }

  /** The enum of a vocabulary that has a name. */
  of({ name = 'Word', says = 'One of a few words.', ...of }: Choice): EnumRef<SchemaTypes, string> {
    const ref =
      this.#refs.get(name) ??
      this.#builder.enumType(name, {
        description: says,
        values: enumValues(this.#meanings.get(name) ?? of.meanings),
      })
    this.#refs.set(name, ref)
    return ref
  }
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}

/** The date of a claim, or one as a source gives it. */
function dated(at: AtPoint, value: Standing | Bound): Dated {
  return 'edtf' in value ? { bounds: readValid(value), written: value } : datedOf(at, value)
}
