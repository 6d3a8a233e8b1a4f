/** Appends to the PostgreSQL ledger at argv[2], and hangs for ever once its place is taken, before anything is committed. */
import { Client } from 'pg'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { batchOf } from '../ledger/events.ts'

const query = Client.prototype.query
Object.defineProperty(Client.prototype, 'query', {
  value(this: Client, ...asked: Parameters<Client['query']>) {
    const [text] = asked
    if (typeof text === 'string' && /INSERT INTO \w+\.event/.test(text)) {
      console.log('holds')
      // The whole process stands still, sockets and timers with it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    }
    return Reflect.apply(query, this, asked)
  },
})

const ledger = await openPostgresLedger({
  url: process.argv[2] ?? '',
  mode: 'write',
  limits: { idleInTransactionTimeout: 800 },
})
await ledger.append(batchOf(99, ['never']))
