import { type DocumentNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'

/** A field of a document with every fragment written out where it is spread, as a reader would do it by hand. */
type Written = {
  readonly name: string
  readonly alias: boolean
  readonly node: FieldNode
  readonly inner: readonly Written[]
}

export type Counted = { fields: number; aliases: number; directives: number; depth: number; most: number }

/** Counts what a document's only operation comes to, field by field. */
export function countByHand(document: DocumentNode): Counted & { readonly rootFields: number } {
  const counted: Counted = { fields: 0, aliases: 0, directives: 0, depth: 0, most: 0 }
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  count(operation.directives?.length ?? 0, counted)
  const root = write(document, operation.selectionSet, counted)
  const walk = (all: readonly Written[], depth: number) => {
    for (const each of all) {
      counted.fields += 1
      counted.aliases += each.alias ? 1 : 0
      counted.depth = Math.max(counted.depth, depth)
      walk(each.inner, depth + 1)
    }
  }
  walk(root, 1)
  return { ...counted, rootFields: root.length }
}

/** Of the fields that have the same way from the root, how many there are at most. */
export function repeatsByHand(document: DocumentNode): number {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  const ways = new Map<string, number>()
  const walk = (all: readonly Written[], way: string) => {
    for (const { name, inner } of all) {
      const here = `${way}.${name}`
      ways.set(here, (ways.get(here) ?? 0) + 1)
      walk(inner, here)
    }
  }
  walk(write(document, operation.selectionSet), '')
  return Math.max(...ways.values())
}

const LISTS: Readonly<Record<string, number>> = { many: 5, few: 2, bits: 3, some: 4, by: 2 }

/** How many things an answer holds whose lists are as long as they are taken to be: each counted where it lies. */
export function thingsByHand(document: DocumentNode, n: number): number {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  let things = 0
  const walk = (all: readonly Written[], times: number, page: number, parent: string) => {
    for (const { node, inner } of all) {
      const name = node.name.value
      if (name === 'hard') things += 7 * times
      if (inner.length === 0) continue
      const size = node.arguments?.find((each) => each.name.value !== 'ids')?.value
      const asked = size?.kind === Kind.INT ? Number(size.value) : size?.kind === Kind.VARIABLE ? n : 20
      const long =
        name === 'edges' || name === 'nodes'
          ? page
          : name === 'many' && parent === 'bits'
            ? 11
            : (LISTS[name] ?? 1)
      things += times * long
      walk(inner, times * long, name === 'page' ? asked : page, name)
    }
  }
  walk(write(document, operation.selectionSet), 1, 0, '')
  return things
}

function write(document: DocumentNode, set: SelectionSetNode, counted?: Counted): Written[] {
  return set.selections.flatMap((selection) => {
    if (counted !== undefined) count(selection.directives?.length ?? 0, counted)
    return writeOne(document, selection, counted)
  })
}

function writeOne(document: DocumentNode, selection: SelectionNode, counted?: Counted): Written[] {
  if (selection.kind === Kind.INLINE_FRAGMENT) return write(document, selection.selectionSet, counted)
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    const fragment = document.definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? write(document, fragment.selectionSet, counted) : []
  }
  const inner = selection.selectionSet === undefined ? [] : write(document, selection.selectionSet, counted)
  const name = (selection.alias ?? selection.name).value
  return [{ name, alias: selection.alias !== undefined, node: selection, inner }]
}

function count(directives: number, counted: Counted): void {
  counted.directives += directives
  counted.most = Math.max(counted.most, directives)
}
