import type { Subject } from '../../../event/index.ts'
import { all, field, latest, lifecycle } from '../../../state/index.ts'
import type { Bound } from '../../../time/index.ts'
import type { Place } from '../terms.ts'

export const STATUSES = [
  'open',
  'answered',
  'partly-fulfilled',
  'fulfilled',
  'withdrawn',
  'lapsed',
  'denied',
] as const

export type Status = { readonly status: (typeof STATUSES)[number]; readonly by?: Subject }

export const undertakingFields = {
  made: field<true>('made', all),
  status: field<Status>(
    'status',
    lifecycle([['open'], ['answered'], ['partly-fulfilled'], ['fulfilled', 'withdrawn', 'lapsed', 'denied']]),
    { spelling: ({ status }) => status },
  ),
  grade: field<string>('grade', latest, { single: true }),
  by: field<string>('by', all),
  to: field<string>('to', all),
  content: field<string>('content', all),
  checkable: field<boolean>('checkable', latest),
  deliverable: field<string>('deliverable', all),
  due: field<Bound>('due', latest, { single: true, spelling: ({ edtf }) => edtf }),
  window: field<Bound>('window', latest, { single: true, spelling: ({ edtf }) => edtf }),
  meeting: field<Subject>('meeting', all),
  place: field<Place>('place', latest),
  level: field<string>('level', latest, { single: true }),
  heads: field<Subject>('heads', all),
  occasion: field<Subject>('occasion', all),
  topics: field<string>('topics', all),
} as const
