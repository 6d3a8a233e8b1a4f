const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** Resolves by which signal the process is told to stop. */
export function toldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal))
  })
}

/** Told once more by one who cannot wait. From one key both the terminal and npm tell it: that counts as once. */
export function toldAgain(): Promise<void> {
  const from = performance.now()
  return new Promise((resolve) => {
    for (const signal of SIGNALS)
      process.on(signal, () => {
        if (performance.now() - from > 1_000) resolve()
      })
  })
}
