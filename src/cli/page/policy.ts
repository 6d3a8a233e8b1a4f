import type { Policy } from '../../graphql/index.ts'

/** A Markdown table of fields and the roles that they take. */
export function policyTable(policy: Policy): string {
  const rows = [...policy].map(([coordinate, need]) => `| \`${coordinate}\` | ${need} |`)
  return ['| field | takes |', '| --- | --- |', ...rows].join('\n')
}
