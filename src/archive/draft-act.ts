import { findQuote, type StandingEvent } from '../admission/index.ts'
import { actOn, eventCorrected, eventRetracted, isSpan, proves, spanText } from '../event/index.ts'
import { writeYamlLine } from './write-yaml.ts'

/** What the draft of an act is made from. */
export type ActDraft = {
  readonly act: 'correct' | 'retract'
  readonly chronicle: string
  readonly reader: string
  /** Empty where it is left to whoever completes the draft. */
  readonly reason: string
  readonly standing: StandingEvent
  /** What the event is called, in a line. */
  readonly title: string
  /** Where an editor finds the schema of drafts. */
  readonly schema: string
  /** The texts of a source that are at hand, so that evidence is shown by its words. */
  readonly textsOf: (source: string) => readonly string[]
}

/**
 * The draft of a correction or a retraction, after the last act on its event. `record` refuses it until `reason` says why. What
 * a correction may set stands in comments, each part in a line of its own, as the event reads now: what is taken out of its
 * comment and changed is what it sets.
 */
export function draftOfAct(draft: ActDraft): string {
  const { act, chronicle, reader, reason, standing, title, schema } = draft
  const { id, event, lastAct: after } = standing
  const type = act === 'correct' ? eventCorrected.type : eventRetracted.type
  const { subject, target } = actOn({ event: id, subject: event.subject, after }, type, {})
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# ${act === 'correct' ? 'Corrects' : 'Retracts'}: ${title}`.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '),
    '# Say why in reason, in a line of your own. The reader is that of the last batch: write who you are.',
    ...(act === 'correct'
      ? [
          '# Below set, take "# " away from what is to be read otherwise, and change it; null takes a field away.',
        ]
      : []),
    `chronicle: ${writeYamlLine(chronicle)}`,
    `reader: ${writeYamlLine(reader)}`,
    'events:',
    `  - type: ${type}`,
    `    subject: ${subject}`,
    `    target: ${writeYamlLine(target)}`,
    '    payload:',
    `      reason: ${reason === '' ? '""' : writeYamlLine(reason)}`,
    ...(act === 'correct' ? ['      set:', ...settable(draft).map((line) => `        ${line}`)] : []),
    '',
  ].join('\n')
}

/** What a correction may set, as the event reads now. */
function settable({ standing: { current }, textsOf }: ActDraft): readonly string[] {
  const { subject, payload, valid, evidence = [] } = current
  const fields = Object.entries(payload).map(([name, value]) => `  # ${name}: ${writeYamlLine(value)}`)
  const cited = evidence.map((each) => {
    if (!isSpan(each)) return each
    const { source, role } = each
    const text = textsOf(source).find((text) => proves(text, each)) ?? ''
    const quote = spanText(each, text) ?? ''
    return findQuote(text, quote).length === 1 ? { source, quote, role } : each
  })
  return [
    ...(fields.length === 0 ? [] : ['payload:', ...fields]),
    `# valid: ${valid === undefined ? 'YYYY-MM-DD' : writeYamlLine(valid)}`,
    `# subject: ${subject}`,
    ...(cited.length === 0 ? [] : [`# evidence: [${cited.map((each) => writeYamlLine(each)).join(', ')}]`]),
  ]
}
