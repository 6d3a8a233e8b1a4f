/** What the bench calls of DataScript, which brings no types. */
declare module 'datascript' {
  export type Db = { readonly db: unique symbol }
  export type Value = number | string
  export type Datom = { readonly e: number; readonly a: string; readonly v: Value; readonly tx: number }
  type Schema = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>

  const datascript: {
    init_db(datoms: readonly (readonly [number, string, Value, number?])[], schema: Schema): Db
    datoms(db: Db, index: ':eavt' | ':avet', ...components: readonly Value[]): readonly Datom[]
    q(query: string, db: Db, ...inputs: readonly Value[]): unknown
  }
  export default datascript
}
