import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql'

/** The interfaces of which each domain has types of its own. */
const OF_DOMAINS: ReadonlySet<string> = new Set(['Chronicle', 'State', 'Item', 'Change'])

/**
 * What the schemas of all domains have in common, made of that of any one: the interfaces that a domain implements stand as
 * objects, and what only this domain has is left out. A document that is valid here asks for no kind by its name.
 */
export function neutralSchema(schema: DocumentNode): DocumentNode {
  const kept = schema.definitions.filter((node) => !isOfOneDomain(node)).map(asObject)
  const names = new Set(kept.filter(isTypeDefinitionNode).map(({ name }) => name.value))
  const exists = (type: TypeNode) => SCALARS.has(nameOf(type)) || names.has(nameOf(type))
  return { ...schema, definitions: kept.map((node) => withoutFields(node, exists)) }
}

/** The scalars that GraphQL itself has (October 2021, §3.5). */
const SCALARS: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID'])

function isOfOneDomain(node: DefinitionNode): boolean {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return false
  return node.interfaces?.some(({ name }) => OF_DOMAINS.has(name.value)) ?? false
}

function asObject(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION || !OF_DOMAINS.has(node.name.value)) return node
  return { ...node, kind: Kind.OBJECT_TYPE_DEFINITION }
}

/** The same without fields of a type that is not there, and without arguments of one. */
function withoutFields(node: DefinitionNode, exists: (type: TypeNode) => boolean): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node
  const fields = node.fields
    ?.filter(({ type }) => exists(type))
    .map(
      (field): FieldDefinitionNode => ({
        ...field,
        arguments: field.arguments?.filter(({ type }) => exists(type)),
      }),
    )
  return { ...node, fields }
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type)
}
