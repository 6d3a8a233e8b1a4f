import { dirname, join, normalize } from 'node:path'

/** Files by their paths below one folder (`time/edtf.ts`), each with the files that it imports. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>

/**
 * What a file imports, as it is written there (`./edtf.ts`, `luxon`): by value or for types alone, re-exported, loaded
 * when it runs, or named in a type. Imports in comments are left out.
 */
export function importsIn(text: string): readonly string[] {
  const code = text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(IMPORT)].map(([, from, bare, called]) => from ?? bare ?? called ?? '')
}

const IMPORT =
  /^(?:import|export)\s[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]/gm

/** The graph of files, by their texts; imports of packages and of what is not among the files are left out. */
export function importGraph(texts: ReadonlyMap<string, string>): ImportGraph {
  return new Map(
    [...texts].map(([file, text]) => {
      const inside = importsIn(text)
        .filter((path) => path.startsWith('.'))
        .map((path) => normalize(join(dirname(file), path)))
      return [file, new Set(inside.filter((path) => texts.has(path)))] as const
    }),
  )
}

/** Every cycle of files, each as a list that names its first file twice: `a.ts → b.ts → a.ts`. */
export function fileCycles(graph: ImportGraph): readonly string[] {
  return cyclesOf(graph)
}

/**
 * Every cycle among the folders and files that lie side by side in one folder, at any depth: `server: access → http →
 * access`. One folder imports another if any file below it imports any file below the other.
 */
export function folderCycles(graph: ImportGraph): readonly string[] {
  const folders = new Map<string, Map<string, Set<string>>>()
  for (const [from, targets] of graph)
    for (const to of targets) {
      const { folder, one, other } = apart(from, to)
      if (one === other) continue
      const children = folders.get(folder) ?? new Map<string, Set<string>>()
      folders.set(folder, children.set(one, (children.get(one) ?? new Set()).add(other)))
    }
  return [...folders].flatMap(([folder, children]) =>
    cyclesOf(children).map((cycle) => `${folder}: ${cycle}`),
  )
}

/** The deepest folder that holds both files, and the child of it that each lies in; the top folder is `.`. */
function apart(
  from: string,
  to: string,
): { readonly folder: string; readonly one: string; readonly other: string } {
  const [a, b] = [from.split('/'), to.split('/')]
  const depth = a.findIndex((part, index) => part !== b[index])
  const folder = a.slice(0, Math.max(depth, 0)).join('/') || '.'
  return { folder, one: a[depth] ?? from, other: b[depth] ?? to }
}

/** One cycle for each arrow that leads back to where a walk came from; none where the graph has no cycle. */
function cyclesOf(graph: ImportGraph): readonly string[] {
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (node: string, path: readonly string[]) => {
    const at = path.indexOf(node)
    if (at !== -1) cycles.push([...path.slice(at), node].join(' → '))
    else if (!done.has(node)) {
      for (const next of graph.get(node) ?? []) walk(next, [...path, node])
      done.add(node)
    }
  }
  for (const node of graph.keys()) walk(node, [])
  return cycles
}
