/** As much of the package `edtf`, which comes without types, as the differential oracle asks for. */
declare module 'edtf' {
  export default function edtf(text: string): {
    /** First and last millisecond, UTC. */
    readonly min: number
    readonly max: number
    readonly uncertain?: { readonly value: number }
    readonly approximate?: { readonly value: number }
  }
}
