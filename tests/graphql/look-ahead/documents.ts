import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql'
import { type ArgumentPools, goingTogether, isGiven, literalFor } from './arguments.ts'
import type { Dice } from './dice.ts'

/**
 * Writes documents that ask for anything the schema has, by walking the schema itself. Every field goes by the
 * alias `Type__field`, so that an answer tells which fields it reached. Fields asked least so far go first.
 */
export class DocumentWriter {
  readonly #schema: GraphQLSchema
  readonly #left: ReadonlySet<string>
  readonly #asked = new Map<string, number>()
  #room = 0

  /** `left` are fields, as `Type.field`, that no document asks for. */
  constructor(schema: GraphQLSchema, left: Iterable<string>) {
    this.#schema = schema
    this.#left = new Set(left)
  }

  /** The fields, as `Type.field`, that some document asked for. */
  get asked(): ReadonlySet<string> {
    return new Set(this.#asked.keys())
  }

  /** Counts a field as asked for that was written elsewhere. */
  note(field: string): void {
    this.#asked.set(field, (this.#asked.get(field) ?? 0) + 1)
  }

  /** A selection on a type, `depth` deep, of some `room` fields; braces included. */
  selection(type: string, dice: Dice, pools: ArgumentPools, depth: number, room: number): string {
    this.#room = room
    return this.#selection(this.#schema.getType(type), dice, pools, depth)
  }

  /** Every field, as `Type.field`, that lies on some way from a type. */
  fieldsFrom(type: string): ReadonlySet<string> {
    const found = new Set<string>()
    const ways = [this.#schema.getType(type)]
    const passed = new Set<unknown>(ways)
    for (const each of ways) {
      if (each === undefined) continue
      const objects = isAbstractType(each) ? this.#schema.getPossibleTypes(each) : [each]
      for (const object of objects) {
        if (!isObjectType(object)) continue
        for (const field of Object.values(object.getFields())) {
          const name = `${object.name}.${field.name}`
          if (this.#left.has(name)) continue
          found.add(name)
          const next = getNamedType(field.type)
          if (!passed.has(next)) ways.push(next)
          passed.add(next)
        }
      }
    }
    return found
  }

  #selection(type: GraphQLNamedType | undefined, dice: Dice, pools: ArgumentPools, depth: number): string {
    if (isObjectType(type)) return `{ ${this.#fields(type, dice, pools, depth)} }`
    if (!isInterfaceType(type)) throw new Error(`${type?.name} has no fields to ask for`)
    const shuffled = dice.shuffled(this.#schema.getPossibleTypes(type))
    const fragments = shuffled.map(
      (object) => `... on ${object.name} { ${this.#fields(object, dice, pools, depth)} }`,
    )
    return `{ ${['__typename', ...fragments].join(' ')} }`
  }

  #fields(type: GraphQLObjectType, dice: Dice, pools: ArgumentPools, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      ({ name }) => !this.#left.has(`${type.name}.${name}`),
    )
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
    const branches = fields.filter((field) => !isLeafType(getNamedType(field.type)))
    const least = depth <= 0 ? [] : this.#leastAsked(type, branches, dice)
    // What was never asked for has room once, so that no field waits for lucky dice.
    const wanted = least.filter((field) => this.#room > 0 || this.#times(type, field) === 0)
    this.#room -= leaves.length + wanted.length
    const written = [...leaves, ...wanted].map((field) => this.#field(type, field, dice, pools, depth))
    return ['__typename', ...written].join(' ')
  }

  #leastAsked(
    type: GraphQLObjectType,
    branches: readonly GraphQLField<unknown, unknown>[],
    dice: Dice,
  ): readonly GraphQLField<unknown, unknown>[] {
    return dice
      .shuffled(branches)
      .toSorted((a, b) => this.#times(type, a) - this.#times(type, b))
      .slice(0, 1 + dice.upTo(3))
  }

  #field(
    type: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    dice: Dice,
    pools: ArgumentPools,
    depth: number,
  ): string {
    this.note(`${type.name}.${field.name}`)
    const drawn = field.args.filter((argument) =>
      isGiven(`${type.name}.${field.name}`, argument, field.args.length, dice, pools),
    )
    const args = goingTogether(drawn).map(
      (argument) => `${argument.name}: ${literalFor(`${type.name}.${field.name}`, argument, dice, pools)}`,
    )
    const given = args.length === 0 ? '' : `(${args.join(', ')})`
    const named = getNamedType(field.type)
    const inside = isLeafType(named) ? '' : ` ${this.#selection(named, dice, pools, depth - 1)}`
    return `${type.name}__${field.name}: ${field.name}${given}${inside}`
  }

  #times(type: GraphQLObjectType, { name }: GraphQLField<unknown, unknown>): number {
    return this.#asked.get(`${type.name}.${name}`) ?? 0
  }
}
