import { type ExecutionResult, GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Chronicle } from '../../engine/index.ts'
import { InvalidInput } from '../../errors.ts'
import type { ApiContext } from '../../graphql/index.ts'
import { badArgument, isSingle, publicError, queriedPoints } from '../../graphql/index.ts'
import { viewerOf } from '../access/enforce.ts'
import { trustedIdOf } from '../documents/index.ts'
import { Asking } from './asking.ts'
import { type At, readAt } from './at.ts'
import type { Answer, KeptAnswers } from './kept-answers.ts'
import { type Put, putOf } from './put.ts'
import { type Question, questionOf } from './question.ts'
import { Shelf } from './shelf.ts'
import { unchangedSince } from './tag.ts'
import { tellCaching } from './tell.ts'
import { type World, worldOf } from './world.ts'

export type AnswersOptions = World & {
  readonly chronicles: ReadonlyMap<string, Chronicle>
  readonly kept: KeptAnswers
  /** Whether nothing but trusted documents is answered. */
  readonly documentsOnly: boolean
}

const askings = new WeakMap<Request, Asking>()

/** The request on its way, once it was let in; none before that. */
export function askingOf(request: Request): Asking | undefined {
  return askings.get(request)
}

/**
 * Answers a query again from the bytes that it was answered with while nothing that the answer leant on has changed;
 * tells of every answer how long it holds, and by which address it can be had again. Comes after whatever refuses
 * requests: it never answers one that is refused.
 */
export function giveAnswers(options: AnswersOptions): Plugin<ApiContext> {
  const { chronicles, kept, documentsOnly } = options
  const world = worldOf(options)
  const questions = new Shelf<Question>(REMEMBERED)

  /** What can be told without working it out; undefined where it must be. */
  const known = (asking: Asking, put: Put, request: Request): ExecutionResult | undefined => {
    asking.put = put
    const leant =
      request.method === 'GET'
        ? unchangedSince(
            request.headers.get('if-none-match'),
            asking.whereabouts,
            asking.groundsOf(put, world),
          )
        : undefined
    if (leant !== undefined) asking.outcome = { leant }
    else {
      const answer = kept.find(asking.keyOf(put), asking.whereabouts)
      if (answer !== undefined) asking.outcome = { leant: answer.leant, answer }
    }
    return asking.outcome && TOLD_APART
  }

  return {
    onParams({ request, paramsHandler, setParamsHandler }) {
      setParamsHandler(async (payload) => {
        const { query = '', operationName, variables } = payload.params
        const at = await placeOf(request, chronicles)
        if (at instanceof GraphQLError) return { errors: [at] }
        const by = { documentId: trustedIdOf(request), operationName: operationName ?? undefined }
        const asking = new Asking(at, chronicles, viewerOf(request), by)
        askings.set(request, asking)
        if (isStreamed(request)) return paramsHandler(payload)
        const question = questions.get(keyOf(query, operationName))
        const put = question && putOf(question, variables)
        return (put && known(asking, put, request)) ?? paramsHandler(payload)
      })
    },

    onExecute({ args, setResultAndStopExecution }) {
      const { request, params } = args.contextValue
      const asking = askings.get(request)
      const operation = getOperationAST(args.document, args.operationName)
      if (asking === undefined || operation == null) return
      if (operation.operation !== 'query') {
        if (isPinned(asking)) setResultAndStopExecution({ errors: [notPinned()] })
        return
      }
      if (isStreamed(request) || asking.put !== undefined) return
      const question = questionOf(args.document, operation)
      const query = params.query ?? ''
      questions.set(
        keyOf(query, params.operationName),
        question,
        2 * (query.length + question.document.length),
      )
      const put = putOf(question, args.variableValues)
      const told = put && known(asking, put, request)
      if (told !== undefined) setResultAndStopExecution(told)
    },

    onSubscribe({ args, setResultAndStopExecution }) {
      const asking = askings.get(args.contextValue.request)
      if (asking !== undefined && isPinned(asking)) setResultAndStopExecution({ errors: [notPinned()] })
    },

    onResultProcess({ request, result, setResult }) {
      const asking = askings.get(request)
      if (asking?.put === undefined || !isSingle(result)) return
      if (asking.outcome === undefined) {
        const answer = answerOf(asking, result)
        if (answer === undefined) return
        asking.outcome = { leant: answer.leant, answer }
        kept.keep(asking.keyOf(asking.put), answer, asking.whereabouts)
      }
      setResult(TOLD_APART)
    },

    onResponse({ request, response, setResponse, fetchAPI }) {
      const told = tellCaching(askings.get(request), request, response, world, documentsOnly)
      if (told !== undefined) setResponse(new fetchAPI.Response(told.body, told))
    },
  }
}

/** Characters of documents that were read lately, with the questions they ask. */
const REMEMBERED = 8_000_000

/** The result whose text is put in place afterwards, as bytes: nothing is written here. */
const TOLD_APART: ExecutionResult & { readonly stringify: () => string } = { stringify: () => '' }

/** Where the address of a request says that it stands; an address that is none is refused whatever is accepted. */
async function placeOf(
  request: Request,
  chronicles: AnswersOptions['chronicles'],
): Promise<At | GraphQLError> {
  try {
    return await readAt(new URL(request.url).searchParams.getAll('at'), chronicles)
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const shown = publicError(error)
    shown.extensions.http = { status: 400 }
    return shown
  }
}

function keyOf(query: string, operationName: string | null | undefined): string {
  return `${operationName ?? ''}\n${query}`
}

/** The answer that may be given again; none where anything is wrong, or it leant on what will not hold. */
function answerOf(asking: Asking, result: ExecutionResult): Answer | undefined {
  const { snapshots, leans } = asking
  if (result.errors !== undefined || result.data == null || result.extensions?.http !== undefined)
    return undefined
  if (leans.beyond || snapshots.waited) return undefined
  return {
    bytes: new TextEncoder().encode(JSON.stringify(result)),
    leant: snapshots.dependsOn,
    quotes: leans.quotes,
    points: queriedPoints(snapshots),
  }
}

function isStreamed({ headers }: Request): boolean {
  return /event-stream|multipart/.test(headers.get('accept') ?? '')
}

function isPinned({ at }: Asking): boolean {
  return at.today !== undefined || at.positions.size > 0
}

function notPinned() {
  return publicError(
    badArgument('E_AT', 'at', 'only a query can be asked at a place; what is done or heard is always now'),
  )
}
