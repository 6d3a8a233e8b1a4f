import {
  type DefinitionNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql'

/** The interfaces of which each domain has types of its own. */
const OF_DOMAINS: ReadonlySet<string> = new Set(['Chronicle', 'State', 'Item', 'Change'])

/** That of which each domain has one type, to which types of all domains lead. */
const ONE_EACH = 'State'

/**
 * What the schemas of all domains have in common, made of that of any one: the interfaces that a domain implements stand as
 * objects, and what only this domain has is left out. A document that is valid here asks for no kind by its name.
 */
export function neutralSchema(schema: DocumentNode): DocumentNode {
  const kept = schema.definitions.filter((node) => !isOfOneDomain(node)).map(asObject)
  const names = new Set([...SCALARS, ...kept.filter(isTypeDefinitionNode).map(({ name }) => name.value)])
  const states = new Set(schema.definitions.filter(isState).map(({ name }) => name.value))
  return { ...schema, definitions: kept.map((node) => withNeutralFields(node, names, states)) }
}

/** The scalars that GraphQL itself has (October 2021, §3.5). */
const SCALARS = ['Int', 'Float', 'String', 'Boolean', 'ID']

function isOfOneDomain(node: DefinitionNode): boolean {
  return interfacesOf(node).some((name) => OF_DOMAINS.has(name))
}

function isState(node: DefinitionNode): node is ObjectTypeDefinitionNode {
  return interfacesOf(node).includes(ONE_EACH)
}

function interfacesOf(node: DefinitionNode): readonly string[] {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION
    ? (node.interfaces ?? []).map(({ name }) => name.value)
    : []
}

function asObject(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION || !OF_DOMAINS.has(node.name.value)) return node
  return { ...node, kind: Kind.OBJECT_TYPE_DEFINITION }
}

/** The same without fields and arguments of a type that is not there; what leads to the state of a domain leads to the interface. */
function withNeutralFields(
  node: DefinitionNode,
  names: ReadonlySet<string>,
  states: ReadonlySet<string>,
): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node
  const fields = node.fields
    ?.map((field) => (states.has(nameOf(field.type)) ? { ...field, type: renamed(field.type) } : field))
    .filter(({ type }) => names.has(nameOf(type)))
    .map((field) => ({ ...field, arguments: field.arguments?.filter(({ type }) => names.has(nameOf(type))) }))
  return { ...node, fields }
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type)
}

function renamed<Type extends TypeNode>(type: Type): Type {
  return type.kind === Kind.NAMED_TYPE
    ? { ...type, name: { ...type.name, value: ONE_EACH } }
    : { ...type, type: renamed(type.type) }
}
