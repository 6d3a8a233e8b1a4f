/** How long things may take, ms, and how many connections to hold. Each has a default that suits a newsroom. */
export type PostgresLimits = {
  /** How long an operation goes on trying while servers are lost, restarting or being replaced. */
  readonly patience: number
  /** The same when the ledger is opened: who misspelt a host should not wait for long. */
  readonly openingPatience: number
  /** To one server, once. */
  readonly connectTimeout: number
  /** For one statement that reads, told to the server. */
  readonly statementTimeout: number
  /** For the head of a chronicle, while another appends. */
  readonly lockTimeout: number
  /** After which the server lets go of an append whose process hangs. */
  readonly idleInTransactionTimeout: number
  /** For one answer of a server that may be gone without a word. */
  readonly queryTimeout: number
  /** Between two looks at the heads of the chronicles that are watched, beside being told. */
  readonly pollEvery: number
  /** Connections at most; one more listens, where chronicles are watched. */
  readonly connections: number
}

export const defaultLimits: PostgresLimits = {
  patience: 30_000,
  openingPatience: 5_000,
  connectTimeout: 5_000,
  statementTimeout: 10_000,
  lockTimeout: 5_000,
  idleInTransactionTimeout: 10_000,
  queryTimeout: 12_000,
  pollEvery: 500,
  connections: 10,
}
