/** How long a ledger may take to say where it stands where someone waits to hear how the server does, ms. */
export const PATIENCE = 2_000

/** What is waited for, if it comes in time, ms; what comes later is let go. */
export async function within<T>(ms: number, awaited: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}
