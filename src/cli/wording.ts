import type { Item, State } from '../state/index.ts'
import type { Line } from './page/layout.ts'

/** How a vocabulary is put before a person; what is left out of it is shown as it stands. */
export type Wording = {
  /** Every kind, in the order in which pages show them. */
  readonly kinds: readonly KindWording[]
  /** What to call an item, in a few words. */
  title(state: State, item: Item): string
  /** How an item stands, in a few words, to follow its title: its date, its holder; empty where that is all. */
  brief(state: State, item: Item): string
  /** A field's value in words; undefined for one that needs no words of its own. */
  value(state: State, value: unknown): string | undefined
  /** The page of a state, section by section; `all` leaves nothing out. */
  sections(state: State, options: { readonly all: boolean }): readonly Section[]
  /** What is worked out of an item beyond its fields, for JSON. */
  extras(item: Item): Readonly<Record<string, unknown>>
}

export type KindWording = {
  readonly kind: string
  /** Its key in JSON, and what `--kind` calls it besides. */
  readonly key: string
  readonly heading: string
  /** Whether a comparison shows it without `--all`. */
  readonly main: boolean
  /** Whether it is part of a state even where it does not stand, because that is the answer then. */
  readonly always: boolean
}

export type Section = { readonly heading: string; readonly lines: readonly Line[] }
