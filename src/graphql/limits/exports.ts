import { type Limit, mostOf } from './limit.ts'

/** The limits of exports: what is written for other programs. */
export const EXPORT_LIMITS = {
  time: {
    counts: 'time in which an export must be written',
    unit: 'ms',
    most: 120_000,
    code: 'E_TIME',
    remedy: 'ask for fewer kinds or a smaller page, or use the command line, which has no limit',
  },
  bytes: {
    counts: 'length of an export',
    unit: 'bytes',
    most: 67_108_864,
    code: 'E_SIZE',
    remedy: 'ask for fewer kinds or a smaller page, or use the command line, which has no limit',
  },
  working: {
    counts: 'exports that are written at once',
    unit: 'exports',
    most: 2,
    code: 'waits',
    remedy: 'wait for those before it',
  },
  waiting: {
    counts: 'exports that wait for those before them',
    unit: 'exports',
    most: 16,
    code: 'E_BUSY',
    remedy: 'come back after the seconds that retry-after says',
  },
} as const satisfies Readonly<Record<string, Limit>>

/** The maximum of each. */
export type ExportLimits = Readonly<Record<keyof typeof EXPORT_LIMITS, number>>

/** The default limits, with these replaced. */
export function exportLimitsWith(others: Partial<ExportLimits> = {}): ExportLimits {
  return { ...mostOf(EXPORT_LIMITS), ...others }
}
