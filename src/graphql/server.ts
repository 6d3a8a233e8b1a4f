import { RegestaError } from '../errors.ts'
import type { Instant } from '../time/index.ts'
import { needs } from './access/policy.ts'
import type { Builder } from './builder.ts'
import type { CacheFacts, MemoryFacts, ServerFacts, SettingFacts } from './context.ts'

type HeadFacts = {
  readonly chronicle: string
  readonly position: number
  readonly recordedAt: Instant | undefined
  readonly root: string
  readonly takenIn: number
}

/** The server itself: nothing of what is recorded, and only for those who run it. */
export function addServer(builder: Builder): void {
  const setting = builder.objectRef<SettingFacts>('ServerSetting').implement({
    description: 'One thing that the server was told.',
    fields: (t) => ({
      setting: t.exposeString('setting', { description: 'Its name, as in a file of settings.' }),
      value: t.field({
        type: 'JSON',
        nullable: true,
        description: 'What holds, with asterisks for what is secret; null where nothing does.',
        resolve: ({ value }) => value,
      }),
      origin: t.exposeString('origin', {
        description: 'Who said so: a flag, a variable, a line of a file, or `default`.',
      }),
    }),
  })
  const memory = builder.objectRef<MemoryFacts>('ServerMemory').implement({
    description: 'What the process takes of the machine’s memory.',
    fields: (t) => ({
      residentBytes: t.exposeFloat('residentBytes', { description: 'All that it holds, in bytes.' }),
      heapUsedBytes: t.exposeFloat('heapUsedBytes', { description: 'What its values take, in bytes.' }),
      heapTotalBytes: t.exposeFloat('heapTotalBytes', {
        description: 'What is set aside for them, in bytes.',
      }),
    }),
  })
  const cache = builder.objectRef<CacheFacts>('ServerCache').implement({
    description: 'Answers that are kept to be given again.',
    fields: (t) => ({
      entries: t.exposeInt('entries', { description: 'How many are kept.' }),
      bytes: t.exposeFloat('bytes', { description: 'What they take, in bytes.' }),
      hits: t.exposeFloat('hits', { description: 'How often one was given again.' }),
      misses: t.exposeFloat('misses', { description: 'How often there was none to give.' }),
    }),
  })
  const head = builder.objectRef<HeadFacts>('ServerHead').implement({
    description: 'How far a chronicle goes in the ledger, and how far it is taken in here.',
    fields: (t) => ({
      chronicle: t.exposeString('chronicle', { description: 'Its name.' }),
      position: t.exposeInt('position', {
        description: 'The last position of the ledger; 0 where it is empty.',
      }),
      recordedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When that was recorded; null where nothing is.',
        resolve: ({ recordedAt }) => recordedAt,
      }),
      root: t.exposeString('root', {
        description: 'The hex Merkle tree hash (RFC 9162) of all up to that position.',
      }),
      takenIn: t.exposeInt('takenIn', {
        description:
          'The last position that this server answers from; behind `position` while it catches up.',
      }),
    }),
  })
  const server = builder.objectRef<ServerFacts>('Server').implement({
    description: 'The server that answers: what it was told, and how it does.',
    fields: (t) => ({
      version: t.exposeString('version', { description: 'Which release of the program runs.' }),
      startedAt: t.field({
        type: 'DateTime',
        description: 'When the process started.',
        resolve: ({ startedAt }) => startedAt,
      }),
      uptimeSeconds: t.exposeFloat('uptimeSeconds', { description: 'For how long it has been running.' }),
      configuration: t.field({
        type: [setting],
        description: 'Everything that holds of what it can be told, with what is secret hidden.',
        resolve: ({ configuration }) => configuration,
      }),
      heads: t.field({
        type: [head],
        description: 'The chronicles that are open here, as the ledger has them now.',
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
        description: 'What it takes of the machine’s memory.',
        resolve: (facts) => facts.memory,
      }),
      openSubscriptions: t.int({
        nullable: true,
        description: 'How many are being served now; null where they are not counted.',
        resolve: ({ openSubscriptions }) => openSubscriptions,
      }),
      cache: t.field({
        type: cache,
        nullable: true,
        description: 'The answers it keeps to give again; null where it keeps none.',
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
