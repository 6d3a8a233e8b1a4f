import { RegestaError } from '../errors.ts'
import type { Instant } from '../time/index.ts'
import { needs } from './access.ts'
import type { Builder } from './builder.ts'
import type { CacheFacts, MemoryFacts, ServerFacts, SettingFacts } from './context.ts'

type HeadFacts = {
  readonly chronicle: string
  readonly position: number
  readonly recordedAt: Instant | undefined
  readonly root: string
  readonly takenIn: number
}

/** The type of the server itself, for those who run it; it contains nothing that is recorded. */
export function addServer(builder: Builder): void {
  const setting = builder.objectRef<SettingFacts>('ServerSetting').implement({
    description: 'One setting of the server.',
    fields: (t) => ({
      setting: t.exposeString('setting', { description: 'Its name, as in a settings file.' }),
      value: t.field({
        type: 'JSON',
        nullable: true,
        description: 'Its effective value, with asterisks for a secret. Null where it is not set.',
        resolve: ({ value }) => value,
      }),
      origin: t.exposeString('origin', {
        description: 'Where it was set: a flag, a variable, a line of a file, or `default`.',
      }),
    }),
  })
  const memory = builder.objectRef<MemoryFacts>('ServerMemory').implement({
    description: 'Memory use of the process.',
    fields: (t) => ({
      residentBytes: t.exposeFloat('residentBytes', { description: 'Resident set size, in bytes.' }),
      heapUsedBytes: t.exposeFloat('heapUsedBytes', { description: 'Heap in use, in bytes.' }),
      heapTotalBytes: t.exposeFloat('heapTotalBytes', {
        description: 'Heap allocated, in bytes.',
      }),
    }),
  })
  const cache = builder.objectRef<CacheFacts>('ServerCache').implement({
    description: 'The cache of answers.',
    fields: (t) => ({
      entries: t.exposeInt('entries', { description: 'How many answers are cached.' }),
      bytes: t.exposeFloat('bytes', { description: 'Their size, in bytes.' }),
      hits: t.exposeFloat('hits', { description: 'How often an answer came from the cache.' }),
      misses: t.exposeFloat('misses', { description: 'How often an answer was not in the cache.' }),
    }),
  })
  const head = builder.objectRef<HeadFacts>('ServerHead').implement({
    description: 'The head of a chronicle in the ledger, and how much of it this server has read.',
    fields: (t) => ({
      chronicle: t.exposeString('chronicle', { description: 'The name of the chronicle.' }),
      position: t.exposeInt('position', {
        description: 'The last position in the ledger; 0 where it is empty.',
      }),
      recordedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When that was recorded. Null where the ledger is empty.',
        resolve: ({ recordedAt }) => recordedAt,
      }),
      root: t.exposeString('root', {
        description: 'The hex Merkle tree hash (RFC 9162) of everything up to that position.',
      }),
      takenIn: t.exposeInt('takenIn', {
        description: 'The last position that this server has read; less than `position` while it catches up.',
      }),
    }),
  })
  const server = builder.objectRef<ServerFacts>('Server').implement({
    description: 'The server that answers: its settings and its condition.',
    fields: (t) => ({
      version: t.exposeString('version', { description: 'Which version of the program runs.' }),
      startedAt: t.field({
        type: 'DateTime',
        description: 'When the process started.',
        resolve: ({ startedAt }) => startedAt,
      }),
      uptimeSeconds: t.exposeFloat('uptimeSeconds', {
        description: 'How long it has been running, in seconds.',
      }),
      configuration: t.field({
        type: [setting],
        description: 'Every effective setting, with secrets hidden.',
        resolve: ({ configuration }) => configuration,
      }),
      heads: t.field({
        type: [head],
        description: 'How far each open chronicle goes, read from the ledger now.',
        resolve: (_, __, { live }) =>
          Promise.all(
            [...live.values()].map(async (chronicle) => ({
              ...(await chronicle.ledgerHead()),
              takenIn: chronicle.position,
            })),
          ),
      }),
      memory: t.field({
        type: memory,
        description: 'Memory use of the process.',
        resolve: (facts) => facts.memory,
      }),
      openSubscriptions: t.int({
        nullable: true,
        description: 'How many subscriptions are open. Null where they are not counted.',
        resolve: ({ openSubscriptions }) => openSubscriptions,
      }),
      cache: t.field({
        type: cache,
        nullable: true,
        description: 'Statistics of the answer cache. Null where there is none.',
        resolve: (facts) => facts.cache,
      }),
    }),
  })
  builder.queryFields((t) => ({
    server: t.field({
      extensions: needs('admin'),
      type: server,
      description: 'The server that answers. For the role `admin`.',
      resolve: (_, __, context) => context.server?.() ?? noServer(),
    }),
  }))
}

function noServer(): never {
  throw new RegestaError('E_NO_SERVER', 'notFound', 'no server tells of itself here')
}
