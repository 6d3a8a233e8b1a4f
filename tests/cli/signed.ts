import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Place, regesta } from './small-chronicle.ts'

/** A key made in a place, by its two files. */
export type Key = { readonly secret: string; readonly verifier: string }

/** Makes a key; the verifier key is kept in a file beside it, as a person would. */
export async function makeKey(place: Place, name: string): Promise<Key> {
  const file = join(place.dir, basename(name))
  const secret = `${file}.key`
  const { code, out, err } = await regesta(place, ['keygen', '--name', name, '--out', secret])
  if (code !== 0) throw new Error(err)
  const verifier = `${file}.pub`
  writeFileSync(verifier, out)
  return { secret, verifier }
}

/** Prints a checkpoint into a file; gives its name. */
export async function publish(place: Place, file: string, args: readonly string[]): Promise<string> {
  const { code, out, err } = await regesta(place, ['checkpoint', ...args])
  if (code !== 0) throw new Error(err)
  const path = join(place.dir, file)
  writeFileSync(path, out)
  return path
}

/** Replaces what stands in a file; fails where it does not stand there. */
export function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8')
  if (text.replace(from, to) === text) throw new Error(`${from} is not in ${file}`)
  writeFileSync(file, text.replace(from, to))
}
