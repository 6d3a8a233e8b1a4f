import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/**
 * The same document, without what only says where in the ledger one stands: positions, cursors, and the point that the
 * id of an item keeps. Its answer changes only where what is seen does.
 */
export function unplaced(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema)
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType()
        const field = node.name.value
        if (parent == null) return undefined
        if (field === 'id' && isItem(parent)) return renamed(node, 'subject')
        return PLACES.has(`${parent.name}.${field}`) || (CURSORS.has(field) && isOfPage(parent.name))
          ? renamed(node, '__typename')
          : undefined
      },
    }),
  )
}

/** The fields that say where one stands, by coordinate. */
const PLACES: ReadonlySet<string> = new Set([
  'Point.position',
  'Point.recordedAt',
  'StatePush.position',
  'ComparisonPush.position',
])

const CURSORS: ReadonlySet<string> = new Set(['cursor', 'startCursor', 'endCursor'])

function isOfPage(type: string): boolean {
  return type === 'PageInfo' || type.endsWith('Edge')
}

function isItem(type: unknown): boolean {
  if (!isObjectType(type) && !isInterfaceType(type)) return false
  return type.name === 'Item' || type.getInterfaces().some(({ name }) => name === 'Item')
}

/** Another field in the place of one, under the name that it is answered by. */
function renamed(node: FieldNode, field: string): FieldNode {
  const alias = node.alias ?? { kind: Kind.NAME, value: node.name.value }
  const { selectionSet: _, ...rest } = node
  return { ...rest, alias, name: { kind: Kind.NAME, value: field }, arguments: [] }
}
