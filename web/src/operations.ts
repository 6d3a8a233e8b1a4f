// Written by `npm run client` from schema.graphql and web/src/operations: edit those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where a date comes from. */
export type Basis =
  /** Inferred from other events. */
  | 'INFERRED'
  /** Counted from another date, like a weekday before the dateline. */
  | 'RELATIVE'
  /** The source states it. */
  | 'STATED';

/** Why two answers differ. There may be several causes. */
export type Cause =
  /** It is about one of the two dates only, or only attests: nothing is known to have changed. */
  | 'ATTESTED'
  /** A correction of it is visible at one of them only. */
  | 'CORRECTED'
  /** A due date is between the two dates. */
  | 'DUE_PASSED'
  /** Its source was public at one of them only, or more certainly. */
  | 'LEARNED'
  /** It was recorded at one of them only. */
  | 'RECORDED'
  /** A retraction of it, or of its source, is visible at one of them only. */
  | 'RETRACTED'
  /** Its source is trusted at one of them only. */
  | 'TRUST'
  /** The window of an imprecise date opened or closed between them. */
  | 'WINDOW_PASSED'
  /** Its date is between the two. */
  | 'WORLD_CHANGED';

/** The four answers. */
export type Certainty =
  /** For every date that the evidence allows. */
  | 'DEFINITELY'
  /** A definitely visible event excludes the date; this is about that event alone. */
  | 'NO'
  /** For some of those dates. */
  | 'POSSIBLY'
  /** What is visible does not say. */
  | 'UNKNOWN';

/** How a subject differs between the two points. */
export type ChangeKind =
  /** It holds, definitely or possibly, at the later point only. */
  | 'ADDED'
  /** It is attested at the later point and unknown at the earlier: no source says when it began. */
  | 'ATTESTED'
  /** It holds at both points and differs; or it is unknown at both, and the date of its nearest attestation differs. */
  | 'CHANGED'
  /** It holds at the earlier point only; at the later it is excluded or not visible. */
  | 'GONE'
  /** It holds at neither point, and is planned at one only or otherwise at each: it is newly planned, put off or called off, or no source heard plans it any more. What was planned and took place is ADDED, with `ahead` among its fields. */
  | 'PLANNED'
  /** It is attested at the earlier point and unknown at the later: no source says when it ended. */
  | 'UNATTESTED';

/** Whether the different values are about the same time. The same value in another spelling is neither, nor is one office with two holders in turn. */
export type DisagreementKind =
  /** Different values for overlapping times. */
  | 'CONFLICT'
  /** Different values for different times. */
  | 'TENSION';

/** What words of a source attest. In variables it may also be written as in files, like `statement`. */
export type EvidenceRole =
  /** What other words are read by. */
  | 'CONTEXT'
  /** When it was. */
  | 'DATE'
  /** What something is called. */
  | 'NAME'
  /** The number in a series. */
  | 'ORDINAL'
  /** Where it was. */
  | 'PLACE'
  /** The speaker’s own words, which are never copied. */
  | 'QUOTATION'
  /** What is said. */
  | 'STATEMENT'
  /** The title of someone or of a document. */
  | 'TITLE';

/** Why an event has no effect at a point. */
export type HiddenBy =
  /** It is corrected and no longer claims this; `through` is the correction. */
  | 'CORRECTED'
  /** Its date is imprecise: it holds at the point possibly, not definitely. */
  | 'MAY_BE_OTHERWISE'
  /** Its source was not published by then. */
  | 'NOT_KNOWN'
  /** It was recorded after the point’s position. */
  | 'NOT_RECORDED'
  /** Its source is not trusted. */
  | 'NOT_TRUSTED'
  /** Its date is after the point’s. */
  | 'NOT_YET'
  /** It is about other days than the point’s. */
  | 'OTHER_DAYS'
  /** It holds, but other events replaced its value; `through` is one of them. */
  | 'OUTDONE'
  /** Its dates end before the point’s. */
  | 'OVER'
  /** Its source may not have been published by then. */
  | 'POSSIBLY_KNOWN'
  /** It is inferred from an event that is not definitely visible; `through` is that event. */
  | 'PREMISE_MISSING'
  /** Its date is after its sources came out, so that it is possible at most. */
  | 'REPORTED_EARLY'
  /** It is retracted; `through` is the retraction. */
  | 'RETRACTED'
  /** Its source was registered after that position, or never. */
  | 'UNREGISTERED'
  /** Its source is withdrawn; `through` is the withdrawal. */
  | 'WITHDRAWN';

/** How sources differ or fall short. */
export type NotedKind =
  /** Statements about the same time contradict each other. */
  | 'CONFLICT'
  /** Something one would expect is missing. */
  | 'GAP'
  /** Something to know in reading one source: no two sources differ. */
  | 'REMARK'
  /** Statements are about different times, or can both be true. */
  | 'TENSION';

/** A point on the three clocks, and which sources to trust. An omitted clock filters nothing; an omitted `date` is today. */
export type PointInput = {
  /** Valid time: what held at the end of this civil day. Omitted: today. */
  readonly date?: string | null | undefined;
  /** Known time: what the public could know by the end of this day. Omitted: no limit. */
  readonly knownAt?: string | null | undefined;
  /** Recorded time: the events at positions 1 to this one (inclusive). Not with `recordedAt`. Omitted: all. */
  readonly position?: number | null | undefined;
  /** Recorded time: what was recorded by this instant (inclusive). Omitted: all. */
  readonly recordedAt?: string | null | undefined;
  /** Which sources to trust. Omitted: all. */
  readonly trusting?: Trust | null | undefined;
};

/** Why a passage of a source carries no fact. */
export type SetAsideReason =
  /** The mark of an agency. */
  | 'AGENCY_MARK'
  /** What every such document says. */
  | 'BOILERPLATE'
  /** The caption of a picture. */
  | 'CAPTION'
  /** A caption that says what the text says. */
  | 'CAPTION_REPEATED'
  /** A heading. */
  | 'HEADING'
  /** What is left of the page around the text, like a menu. */
  | 'PAGE_RESIDUE'
  /** The same is said elsewhere in the source. */
  | 'SAID_ELSEWHERE'
  /** How something is put; it adds no fact. */
  | 'WORDING';

/** What sort of document a source is. In variables it may also be written as in files, like `press-release`. */
export type SourceKind =
  /** An article of a newspaper, a news agency or a magazine. */
  | 'ARTICLE'
  /** A book. */
  | 'BOOK'
  /** The wording of an agreement, a law or a decree itself. */
  | 'LEGAL_TEXT'
  /** A letter or a note from one to another. */
  | 'LETTER'
  /** Something else; `medium` may say what. */
  | 'OTHER'
  /** What an office or a company gave to the press. */
  | 'PRESS_RELEASE'
  /** A report, a study or a survey. */
  | 'REPORT'
  /** What one person said to an audience. */
  | 'SPEECH'
  /** What someone has to say on a matter, issued in writing. */
  | 'STATEMENT'
  /** Words spoken by several, as someone took them down: an interview, a press conference, a debate. */
  | 'TRANSCRIPT';

/** Which sources to trust: all without `only` and `sides`; with both, those that either names. `without` removes some. */
export type Trust = {
  /** Only these sources, by id or label. */
  readonly only?: ReadonlyArray<string | number> | null | undefined;
  /** Only sources that speak for one of these sides, like `jp`. */
  readonly sides?: ReadonlyArray<string> | null | undefined;
  /** Not these sources, by id or label. */
  readonly without?: ReadonlyArray<string | number> | null | undefined;
};

export type ChronicleBriefQueryVariables = Exact<{
  chronicle: string | number;
}>;


export type ChronicleBriefQuery = { readonly chronicle: { readonly id: string, readonly sources: { readonly totalCount: number } | null, readonly now: { readonly recordEnds: string | null } | null, readonly before: { readonly nextChange: { readonly date: string } | null } | null } | null };

export type CitationsQueryVariables = Exact<{
  chronicle: string | number;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  after?: string | null | undefined;
}>;


export type CitationsQuery = { readonly chronicle: { readonly id: string, readonly sources: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string, readonly label: string, readonly citation: string }> } | null } | null };

export type ComparisonCountsQueryVariables = Exact<{
  chronicle: string | number;
  from: PointInput;
  to: PointInput;
  kinds?: ReadonlyArray<string> | string | null | undefined;
  search?: string | null | undefined;
  source?: string | number | null | undefined;
  subjects?: ReadonlyArray<string> | string | null | undefined;
}>;


export type ComparisonCountsQuery = { readonly chronicle: { readonly id: string, readonly compare: { readonly from: { readonly point: { readonly position: number } }, readonly to: { readonly point: { readonly position: number } }, readonly counts: ReadonlyArray<{ readonly change: ChangeKind, readonly kind: string, readonly count: number }> } | null } | null };

export type SortedChangesQueryVariables = Exact<{
  chronicle: string | number;
  from: PointInput;
  to: PointInput;
  change: ReadonlyArray<ChangeKind> | ChangeKind;
  kinds?: ReadonlyArray<string> | string | null | undefined;
  search?: string | null | undefined;
  source?: string | number | null | undefined;
  subjects?: ReadonlyArray<string> | string | null | undefined;
  first: number;
  after?: string | null | undefined;
  fields: boolean;
}>;


export type SortedChangesQuery = { readonly chronicle: { readonly id: string, readonly compare: { readonly differences: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly fields?: ReadonlyArray<{ readonly field: string, readonly was: { readonly values: ReadonlyArray<{ readonly words: string }> } | null, readonly is: { readonly values: ReadonlyArray<{ readonly words: string }> } | null, readonly derived: { readonly was: string | null, readonly is: string | null } | null }>, readonly itemAtFrom: { readonly certainty: Certainty } | null, readonly itemAtTo: { readonly certainty: Certainty } | null }> } } | null } | null };

export type SortedChangeFragment = { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly fields?: ReadonlyArray<{ readonly field: string, readonly was: { readonly values: ReadonlyArray<{ readonly words: string }> } | null, readonly is: { readonly values: ReadonlyArray<{ readonly words: string }> } | null, readonly derived: { readonly was: string | null, readonly is: string | null } | null }>, readonly itemAtFrom: { readonly certainty: Certainty } | null, readonly itemAtTo: { readonly certainty: Certainty } | null };

export type DifferencesQueryVariables = Exact<{
  chronicle: string | number;
  from: PointInput;
  to: PointInput;
  change: ReadonlyArray<ChangeKind> | ChangeKind;
  kinds?: ReadonlyArray<string> | string | null | undefined;
  cause?: ReadonlyArray<Cause> | Cause | null | undefined;
  search?: string | null | undefined;
  source?: string | number | null | undefined;
  subjects?: ReadonlyArray<string> | string | null | undefined;
  first: number;
  after?: string | null | undefined;
  nearest: boolean;
}>;


export type DifferencesQuery = { readonly chronicle: { readonly id: string, readonly compare: { readonly differences: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly type: string, readonly subject: string, readonly evidence: ReadonlyArray<{ readonly source: { readonly subject: string, readonly label: string } }>, readonly premises: ReadonlyArray<{ readonly position: number }> }>, readonly fields: ReadonlyArray<{ readonly field: string, readonly was: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly is: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly derived: { readonly was: string | null, readonly is: string | null } | null }>, readonly itemAtFrom: { readonly certainty: Certainty, readonly brief: { readonly name: string, readonly detail: string }, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null, readonly itemAtTo: { readonly certainty: Certainty, readonly brief: { readonly name: string, readonly detail: string }, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null }> } } | null } | null };

export type DifferenceFragment = { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly type: string, readonly subject: string, readonly evidence: ReadonlyArray<{ readonly source: { readonly subject: string, readonly label: string } }>, readonly premises: ReadonlyArray<{ readonly position: number }> }>, readonly fields: ReadonlyArray<{ readonly field: string, readonly was: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly is: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly derived: { readonly was: string | null, readonly is: string | null } | null }>, readonly itemAtFrom: { readonly certainty: Certainty, readonly brief: { readonly name: string, readonly detail: string }, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null, readonly itemAtTo: { readonly certainty: Certainty, readonly brief: { readonly name: string, readonly detail: string }, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null };

export type ComparedAnswerFragment = { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> };

export type ComparedItemFragment = { readonly certainty: Certainty, readonly brief: { readonly name: string, readonly detail: string }, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> };

export type NearestAttestedFragment = { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> };

export type ComparedTimeFragment = { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null };

export type ComparedSourcesQueryVariables = Exact<{
  chronicle: string | number;
  position?: number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ComparedSourcesQuery = { readonly chronicle: { readonly id: string, readonly sources: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string, readonly label: string, readonly side: string | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } }> } | null } | null };

export type RecordedSubscriptionVariables = Exact<{
  chronicle: string | number;
  after: number;
  root: string | number;
}>;


export type RecordedSubscription = { readonly events: { readonly position: number, readonly root: string } };

export type SourcesKnownQueryVariables = Exact<{
  chronicle: string | number;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  after?: string | null | undefined;
}>;


export type SourcesKnownQuery = { readonly chronicle: { readonly id: string, readonly sources: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string, readonly label: string, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } }> } | null } | null };

export type RecordedDaysQueryVariables = Exact<{
  chronicle: string | number;
  first: number;
  second: number;
  third: number;
  last: number;
}>;


export type RecordedDaysQuery = { readonly chronicle: { readonly id: string, readonly first: { readonly point: { readonly position: number, readonly recordedAt: string | null } } | null, readonly second: { readonly point: { readonly position: number, readonly recordedAt: string | null } } | null, readonly third: { readonly point: { readonly position: number, readonly recordedAt: string | null } } | null, readonly last: { readonly point: { readonly position: number, readonly recordedAt: string | null } } | null } | null };

export type RecordedAtFragment = { readonly point: { readonly position: number, readonly recordedAt: string | null } };

export type SearchQueryVariables = Exact<{
  chronicle: string | number;
  date: string;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  search: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly chronicle: { readonly id: string, readonly asOf: { readonly items: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string }> } } | null } | null };

export type SourceAtPointQueryVariables = Exact<{
  chronicle: string | number;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  search?: string | null | undefined;
}>;


export type SourceAtPointQuery = { readonly chronicle: { readonly sources: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly citation: string, readonly csl: unknown, readonly address: string | null, readonly accessed: string | null, readonly absent: ReadonlyArray<string>, readonly copyOf: string | null, readonly translationOf: string | null, readonly partOf: string | null, readonly digests: ReadonlyArray<string>, readonly publishedReading: string | null, readonly subject: string, readonly label: string, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly side: string | null, readonly language: string | null, readonly length: number | null, readonly dateline: { readonly city: string | null, readonly date: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } }> } | null } | null };

export type SourceEverQueryVariables = Exact<{
  chronicle: string | number;
  id: string | number;
}>;


export type SourceEverQuery = { readonly source: { readonly id: string, readonly citation: string, readonly csl: unknown, readonly address: string | null, readonly accessed: string | null, readonly absent: ReadonlyArray<string>, readonly copyOf: string | null, readonly translationOf: string | null, readonly partOf: string | null, readonly digests: ReadonlyArray<string>, readonly publishedReading: string | null, readonly subject: string, readonly label: string, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly side: string | null, readonly language: string | null, readonly length: number | null, readonly dateline: { readonly city: string | null, readonly date: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } } | null };

export type SourcePassagesQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type SourcePassagesQuery = { readonly node:
    | { readonly __typename: 'Chronicle' }
    | { readonly __typename: 'Event' }
    | { readonly __typename: 'Item' }
    | { readonly __typename: 'Source', readonly passages: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly from: number | null, readonly to: number | null, readonly locator: string | null, readonly quote: string | null, readonly evidence: ReadonlyArray<{ readonly start: number | null, readonly end: number | null, readonly role: EvidenceRole }>, readonly events: ReadonlyArray<{ readonly subjectAsSeen: string | null, readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly setAside: ReadonlyArray<{ readonly reason: SetAsideReason, readonly note: string }>, readonly noted: ReadonlyArray<{ readonly subject: string, readonly kind: NotedKind, readonly summary: string }> }> } }
   | null };

export type SourceCoverageQueryVariables = Exact<{
  id: string | number;
}>;


export type SourceCoverageQuery = { readonly node:
    | { readonly __typename: 'Chronicle' }
    | { readonly __typename: 'Event' }
    | { readonly __typename: 'Item' }
    | { readonly __typename: 'Source', readonly coverage: ReadonlyArray<{ readonly text: string, readonly sentences: number, readonly withEvents: number, readonly setAside: number, readonly uncovered: number, readonly characters: number, readonly touched: number }> }
   | null };

export type SourceReadFragment = { readonly id: string, readonly citation: string, readonly csl: unknown, readonly address: string | null, readonly accessed: string | null, readonly absent: ReadonlyArray<string>, readonly copyOf: string | null, readonly translationOf: string | null, readonly partOf: string | null, readonly digests: ReadonlyArray<string>, readonly publishedReading: string | null, readonly subject: string, readonly label: string, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly side: string | null, readonly language: string | null, readonly length: number | null, readonly dateline: { readonly city: string | null, readonly date: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } };

export type PassageReadFragment = { readonly from: number | null, readonly to: number | null, readonly locator: string | null, readonly quote: string | null, readonly evidence: ReadonlyArray<{ readonly start: number | null, readonly end: number | null, readonly role: EvidenceRole }>, readonly events: ReadonlyArray<{ readonly subjectAsSeen: string | null, readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly setAside: ReadonlyArray<{ readonly reason: SetAsideReason, readonly note: string }>, readonly noted: ReadonlyArray<{ readonly subject: string, readonly kind: NotedKind, readonly summary: string }> };

export type SourcesQueryVariables = Exact<{
  chronicle: string | number;
  position?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SourcesQuery = { readonly chronicle: { readonly sources: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string, readonly label: string, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly side: string | null, readonly language: string | null, readonly length: number | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } }> } | null } | null };

export type SourceCountsQueryVariables = Exact<{
  chronicle: string | number;
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
}>;


export type SourceCountsQuery = { readonly chronicle: { readonly asOf: { readonly facets: { readonly sources: ReadonlyArray<{ readonly key: string | null, readonly count: { readonly definite: number, readonly possible: number } }> } } | null } | null };

export type SourceListedFragment = { readonly subject: string, readonly label: string, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly side: string | null, readonly language: string | null, readonly length: number | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } };

export type ThingQueryVariables = Exact<{
  chronicle: string | number;
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  subject: string;
}>;


export type ThingQuery = { readonly chronicle: { readonly asOf: { readonly recordEnds: string | null, readonly item: { readonly __typename: 'Item', readonly subject: string, readonly headline: string, readonly certainty: Certainty, readonly likely: boolean, readonly aliases: ReadonlyArray<string>, readonly possiblySame: ReadonlyArray<string>, readonly distinctFrom: ReadonlyArray<string>, readonly singleSource: boolean, readonly known: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } | null, readonly when: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly sources: ReadonlyArray<{ readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } }>, readonly claims: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly value: unknown, readonly certainty: Certainty, readonly likely: boolean, readonly inferred: boolean, readonly singleSource: boolean, readonly when: ReadonlyArray<{ readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }>, readonly sources: ReadonlyArray<{ readonly subject: string, readonly label: string }> }>, readonly lastAttested: { readonly words: string, readonly value: unknown, readonly certainty: Certainty, readonly likely: boolean, readonly inferred: boolean, readonly singleSource: boolean, readonly when: ReadonlyArray<{ readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }>, readonly sources: ReadonlyArray<{ readonly subject: string, readonly label: string }> } | null, readonly nextAttested: { readonly words: string, readonly value: unknown, readonly certainty: Certainty, readonly likely: boolean, readonly inferred: boolean, readonly singleSource: boolean, readonly when: ReadonlyArray<{ readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }>, readonly sources: ReadonlyArray<{ readonly subject: string, readonly label: string }> } | null }> } | null, readonly conflicts: ReadonlyArray<{ readonly field: string, readonly kind: DisagreementKind, readonly certainty: Certainty, readonly sides: ReadonlyArray<{ readonly words: string, readonly sources: ReadonlyArray<{ readonly subject: string, readonly label: string }> }> }>, readonly noted: ReadonlyArray<{ readonly subject: string, readonly kind: NotedKind, readonly certainty: Certainty, readonly summary: string }> } | null } | null };

export type ThingEventsQueryVariables = Exact<{
  chronicle: string | number;
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  subject: string;
}>;


export type ThingEventsQuery = { readonly chronicle: { readonly asOf: { readonly item: { readonly why: ReadonlyArray<{ readonly position: number }>, readonly because: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }> } | null } | null } | null };

export type EventsAtPointQueryVariables = Exact<{
  ids: ReadonlyArray<string | number> | string | number;
}>;


export type EventsAtPointQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Chronicle' }
    | { readonly __typename: 'Event', readonly says: string, readonly recordedAt: string, readonly certainty: Certainty, readonly subject: string, readonly subjectAsSeen: string | null, readonly payload: unknown, readonly payloadAsSeen: unknown, readonly id: string, readonly digest: string, readonly type: string, readonly position: number, readonly valid: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly validAsSeen: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly evidenceAsSeen: ReadonlyArray<{ readonly role: EvidenceRole, readonly start: number | null, readonly end: number | null, readonly locator: string | null, readonly quote: string | null, readonly passage: { readonly before: string, readonly quote: string, readonly after: string, readonly from: number, readonly to: number, readonly events: ReadonlyArray<{ readonly digest: string, readonly position: number, readonly subjectAsSeen: string | null }> } | null, readonly source: { readonly length: number | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly dateline: { readonly city: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } } }>, readonly acts: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly premises: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly target: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number } | null }
    | { readonly __typename: 'Item' }
    | { readonly __typename: 'Source' }
   | null> | null };

export type EventEverQueryVariables = Exact<{
  id: string | number;
}>;


export type EventEverQuery = { readonly event: { readonly says: string, readonly recordedAt: string, readonly certainty: Certainty, readonly subject: string, readonly subjectAsSeen: string | null, readonly payload: unknown, readonly payloadAsSeen: unknown, readonly id: string, readonly digest: string, readonly type: string, readonly position: number, readonly valid: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly validAsSeen: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly evidenceAsSeen: ReadonlyArray<{ readonly role: EvidenceRole, readonly start: number | null, readonly end: number | null, readonly locator: string | null, readonly quote: string | null, readonly passage: { readonly before: string, readonly quote: string, readonly after: string, readonly from: number, readonly to: number, readonly events: ReadonlyArray<{ readonly digest: string, readonly position: number, readonly subjectAsSeen: string | null }> } | null, readonly source: { readonly length: number | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly dateline: { readonly city: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } } }>, readonly acts: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly premises: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly target: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number } | null } | null };

export type EventsOfThingQueryVariables = Exact<{
  chronicle: string | number;
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  subject: string;
}>;


export type EventsOfThingQuery = { readonly chronicle: { readonly asOf: { readonly item: { readonly history: { readonly entries: ReadonlyArray<{ readonly event: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number } }> } } | null } | null } | null };

export type RestsOnThingQueryVariables = Exact<{
  chronicle: string | number;
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  trusting?: Trust | null | undefined;
  subject: string;
  after?: string | null | undefined;
}>;


export type RestsOnThingQuery = { readonly chronicle: { readonly asOf: { readonly item: { readonly restsOnIt: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string, readonly headline: string, readonly certainty: Certainty }> } } | null } | null } | null };

export type WhyNotQueryVariables = Exact<{
  chronicle: string | number;
  point: PointInput;
  subject: string;
}>;


export type WhyNotQuery = { readonly chronicle: { readonly whyNot: ReadonlyArray<{ readonly event: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number, readonly validAsSeen: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly known: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } | null, readonly evidence: ReadonlyArray<{ readonly source: { readonly subject: string, readonly label: string } }> }, readonly hiddenBy: ReadonlyArray<{ readonly by: HiddenBy, readonly through: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number } | null }> }> | null } | null };

export type SourceNamedFragment = { readonly subject: string, readonly label: string };

export type SourceCitedFragment = { readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } };

export type KnownDaysFragment = { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } };

export type WhenReadFragment = { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null };

export type ValueReadFragment = { readonly words: string, readonly value: unknown, readonly certainty: Certainty, readonly likely: boolean, readonly inferred: boolean, readonly singleSource: boolean, readonly when: ReadonlyArray<{ readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }>, readonly sources: ReadonlyArray<{ readonly subject: string, readonly label: string }> };

export type EventNamedFragment = { readonly id: string, readonly digest: string, readonly type: string, readonly position: number };

export type EventReadFragment = { readonly says: string, readonly recordedAt: string, readonly certainty: Certainty, readonly subject: string, readonly subjectAsSeen: string | null, readonly payload: unknown, readonly payloadAsSeen: unknown, readonly id: string, readonly digest: string, readonly type: string, readonly position: number, readonly valid: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly validAsSeen: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly evidenceAsSeen: ReadonlyArray<{ readonly role: EvidenceRole, readonly start: number | null, readonly end: number | null, readonly locator: string | null, readonly quote: string | null, readonly passage: { readonly before: string, readonly quote: string, readonly after: string, readonly from: number, readonly to: number, readonly events: ReadonlyArray<{ readonly digest: string, readonly position: number, readonly subjectAsSeen: string | null }> } | null, readonly source: { readonly length: number | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly dateline: { readonly city: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } } }>, readonly acts: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly premises: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly target: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number } | null };

export type CitedFragment = { readonly role: EvidenceRole, readonly start: number | null, readonly end: number | null, readonly locator: string | null, readonly quote: string | null, readonly passage: { readonly before: string, readonly quote: string, readonly after: string, readonly from: number, readonly to: number, readonly events: ReadonlyArray<{ readonly digest: string, readonly position: number, readonly subjectAsSeen: string | null }> } | null, readonly source: { readonly length: number | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly dateline: { readonly city: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } } };

export type EventAtPointQueryVariables = Exact<{
  id: string | number;
}>;


export type EventAtPointQuery = { readonly node:
    | { readonly __typename: 'Chronicle' }
    | { readonly __typename: 'Event', readonly says: string, readonly recordedAt: string, readonly certainty: Certainty, readonly subject: string, readonly subjectAsSeen: string | null, readonly payload: unknown, readonly payloadAsSeen: unknown, readonly id: string, readonly digest: string, readonly type: string, readonly position: number, readonly valid: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly validAsSeen: { readonly edtf: string | null, readonly basis: Basis | null, readonly reading: string | null, readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly evidenceAsSeen: ReadonlyArray<{ readonly role: EvidenceRole, readonly start: number | null, readonly end: number | null, readonly locator: string | null, readonly quote: string | null, readonly passage: { readonly before: string, readonly quote: string, readonly after: string, readonly from: number, readonly to: number, readonly events: ReadonlyArray<{ readonly digest: string, readonly position: number, readonly subjectAsSeen: string | null }> } | null, readonly source: { readonly length: number | null, readonly kind: SourceKind | null, readonly medium: string | null, readonly title: string | null, readonly publisher: string | null, readonly byline: ReadonlyArray<string> | null, readonly citation: string, readonly address: string | null, readonly subject: string, readonly label: string, readonly dateline: { readonly city: string | null } | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } } }>, readonly acts: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly premises: ReadonlyArray<{ readonly id: string, readonly digest: string, readonly type: string, readonly position: number }>, readonly target: { readonly id: string, readonly digest: string, readonly type: string, readonly position: number } | null }
    | { readonly __typename: 'Item' }
    | { readonly __typename: 'Source' }
   | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SortedChangeFragmentDoc = new TypedDocumentString(`
    fragment SortedChange on Change {
  change
  subject
  causes
  fields @include(if: $fields) {
    field
    was {
      values {
        words
      }
    }
    is {
      values {
        words
      }
    }
    derived {
      was
      is
    }
  }
  itemAtFrom {
    certainty
  }
  itemAtTo {
    certainty
  }
}
    `, {"fragmentName":"SortedChange"}) as unknown as TypedDocumentString<SortedChangeFragment, unknown>;
export const ComparedAnswerFragmentDoc = new TypedDocumentString(`
    fragment ComparedAnswer on FieldAnswer {
  certainty
  values {
    words
    certainty
    likely
  }
}
    `, {"fragmentName":"ComparedAnswer"}) as unknown as TypedDocumentString<ComparedAnswerFragment, unknown>;
export const ComparedTimeFragmentDoc = new TypedDocumentString(`
    fragment ComparedTime on ValidTime {
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
  likely
}
    `, {"fragmentName":"ComparedTime"}) as unknown as TypedDocumentString<ComparedTimeFragment, unknown>;
export const NearestAttestedFragmentDoc = new TypedDocumentString(`
    fragment NearestAttested on FieldValue {
  words
  when {
    ...ComparedTime
  }
}
    fragment ComparedTime on ValidTime {
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
  likely
}`, {"fragmentName":"NearestAttested"}) as unknown as TypedDocumentString<NearestAttestedFragment, unknown>;
export const ComparedItemFragmentDoc = new TypedDocumentString(`
    fragment ComparedItem on Item {
  brief {
    name
    detail
  }
  certainty
  when {
    ...ComparedTime
  }
  claims @include(if: $nearest) {
    field
    certainty
    values {
      words
    }
    lastAttested {
      ...NearestAttested
    }
    nextAttested {
      ...NearestAttested
    }
  }
}
    fragment NearestAttested on FieldValue {
  words
  when {
    ...ComparedTime
  }
}
fragment ComparedTime on ValidTime {
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
  likely
}`, {"fragmentName":"ComparedItem"}) as unknown as TypedDocumentString<ComparedItemFragment, unknown>;
export const DifferenceFragmentDoc = new TypedDocumentString(`
    fragment Difference on Change {
  change
  subject
  causes
  because {
    id
    position
    type
    subject
    evidence {
      source {
        subject
        label
      }
    }
    premises {
      position
    }
  }
  fields {
    field
    was {
      ...ComparedAnswer
    }
    is {
      ...ComparedAnswer
    }
    derived {
      was
      is
    }
  }
  itemAtFrom {
    ...ComparedItem
  }
  itemAtTo {
    ...ComparedItem
  }
}
    fragment ComparedAnswer on FieldAnswer {
  certainty
  values {
    words
    certainty
    likely
  }
}
fragment ComparedItem on Item {
  brief {
    name
    detail
  }
  certainty
  when {
    ...ComparedTime
  }
  claims @include(if: $nearest) {
    field
    certainty
    values {
      words
    }
    lastAttested {
      ...NearestAttested
    }
    nextAttested {
      ...NearestAttested
    }
  }
}
fragment NearestAttested on FieldValue {
  words
  when {
    ...ComparedTime
  }
}
fragment ComparedTime on ValidTime {
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
  likely
}`, {"fragmentName":"Difference"}) as unknown as TypedDocumentString<DifferenceFragment, unknown>;
export const RecordedAtFragmentDoc = new TypedDocumentString(`
    fragment RecordedAt on State {
  point {
    position
    recordedAt
  }
}
    `, {"fragmentName":"RecordedAt"}) as unknown as TypedDocumentString<RecordedAtFragment, unknown>;
export const KnownDaysFragmentDoc = new TypedDocumentString(`
    fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
    `, {"fragmentName":"KnownDays"}) as unknown as TypedDocumentString<KnownDaysFragment, unknown>;
export const SourceListedFragmentDoc = new TypedDocumentString(`
    fragment SourceListed on Source {
  subject
  label
  title
  publisher
  byline
  kind
  medium
  side
  language
  length
  published {
    ...KnownDays
  }
}
    fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`, {"fragmentName":"SourceListed"}) as unknown as TypedDocumentString<SourceListedFragment, unknown>;
export const SourceReadFragmentDoc = new TypedDocumentString(`
    fragment SourceRead on Source {
  ...SourceListed
  id
  citation
  csl
  address
  accessed
  absent
  copyOf
  translationOf
  partOf
  digests
  publishedReading
  dateline {
    city
    date
  }
}
    fragment SourceListed on Source {
  subject
  label
  title
  publisher
  byline
  kind
  medium
  side
  language
  length
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`, {"fragmentName":"SourceRead"}) as unknown as TypedDocumentString<SourceReadFragment, unknown>;
export const EventNamedFragmentDoc = new TypedDocumentString(`
    fragment EventNamed on Event {
  id
  digest
  type
  position
}
    `, {"fragmentName":"EventNamed"}) as unknown as TypedDocumentString<EventNamedFragment, unknown>;
export const PassageReadFragmentDoc = new TypedDocumentString(`
    fragment PassageRead on SourcePassage {
  from
  to
  locator
  quote
  evidence {
    start
    end
    role
  }
  events {
    ...EventNamed
    subjectAsSeen
  }
  setAside {
    reason
    note
  }
  noted {
    subject
    kind
    summary
  }
}
    fragment EventNamed on Event {
  id
  digest
  type
  position
}`, {"fragmentName":"PassageRead"}) as unknown as TypedDocumentString<PassageReadFragment, unknown>;
export const WhenReadFragmentDoc = new TypedDocumentString(`
    fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
    `, {"fragmentName":"WhenRead"}) as unknown as TypedDocumentString<WhenReadFragment, unknown>;
export const SourceNamedFragmentDoc = new TypedDocumentString(`
    fragment SourceNamed on Source {
  subject
  label
}
    `, {"fragmentName":"SourceNamed"}) as unknown as TypedDocumentString<SourceNamedFragment, unknown>;
export const ValueReadFragmentDoc = new TypedDocumentString(`
    fragment ValueRead on FieldValue {
  words
  value
  certainty
  likely
  inferred
  singleSource
  when {
    ...WhenRead
  }
  sources {
    ...SourceNamed
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}`, {"fragmentName":"ValueRead"}) as unknown as TypedDocumentString<ValueReadFragment, unknown>;
export const SourceCitedFragmentDoc = new TypedDocumentString(`
    fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`, {"fragmentName":"SourceCited"}) as unknown as TypedDocumentString<SourceCitedFragment, unknown>;
export const CitedFragmentDoc = new TypedDocumentString(`
    fragment Cited on Evidence {
  role
  start
  end
  locator
  quote
  passage {
    before
    quote
    after
    from
    to
    events {
      digest
      position
      subjectAsSeen
    }
  }
  source {
    ...SourceCited
    length
    kind
    medium
    title
    publisher
    byline
    dateline {
      city
    }
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`, {"fragmentName":"Cited"}) as unknown as TypedDocumentString<CitedFragment, unknown>;
export const EventReadFragmentDoc = new TypedDocumentString(`
    fragment EventRead on Event {
  ...EventNamed
  says
  recordedAt
  certainty
  subject
  subjectAsSeen
  payload
  payloadAsSeen
  valid {
    ...WhenRead
  }
  validAsSeen {
    ...WhenRead
  }
  evidenceAsSeen {
    ...Cited
  }
  acts {
    ...EventNamed
  }
  premises {
    ...EventNamed
  }
  target {
    ...EventNamed
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
fragment EventNamed on Event {
  id
  digest
  type
  position
}
fragment Cited on Evidence {
  role
  start
  end
  locator
  quote
  passage {
    before
    quote
    after
    from
    to
    events {
      digest
      position
      subjectAsSeen
    }
  }
  source {
    ...SourceCited
    length
    kind
    medium
    title
    publisher
    byline
    dateline {
      city
    }
  }
}`, {"fragmentName":"EventRead"}) as unknown as TypedDocumentString<EventReadFragment, unknown>;
export const ChronicleBriefDocument = new TypedDocumentString(`
    query ChronicleBrief($chronicle: ID!) {
  chronicle(id: $chronicle) {
    id
    sources(first: 1) {
      totalCount
    }
    now: asOf {
      recordEnds
    }
    before: asOf(date: "0001-01-01") {
      nextChange {
        date
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChronicleBriefQuery, ChronicleBriefQueryVariables>;
export const CitationsDocument = new TypedDocumentString(`
    query Citations($chronicle: ID!, $knownAt: Date, $position: Int, $trusting: Trust, $after: String) {
  chronicle(id: $chronicle) {
    id
    sources(
      knownAt: $knownAt
      position: $position
      trusting: $trusting
      first: 100
      after: $after
    ) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        subject
        label
        citation
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CitationsQuery, CitationsQueryVariables>;
export const ComparisonCountsDocument = new TypedDocumentString(`
    query ComparisonCounts($chronicle: ID!, $from: PointInput!, $to: PointInput!, $kinds: [String!], $search: String, $source: ID, $subjects: [String!]) {
  chronicle(id: $chronicle) {
    id
    compare(from: $from, to: $to) {
      from {
        point {
          position
        }
      }
      to {
        point {
          position
        }
      }
      counts(kinds: $kinds, search: $search, source: $source, subjects: $subjects) {
        change
        kind
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ComparisonCountsQuery, ComparisonCountsQueryVariables>;
export const SortedChangesDocument = new TypedDocumentString(`
    query SortedChanges($chronicle: ID!, $from: PointInput!, $to: PointInput!, $change: [ChangeKind!]!, $kinds: [String!], $search: String, $source: ID, $subjects: [String!], $first: Int!, $after: String, $fields: Boolean!) {
  chronicle(id: $chronicle) {
    id
    compare(from: $from, to: $to) {
      differences(
        change: $change
        kinds: $kinds
        search: $search
        source: $source
        subjects: $subjects
        first: $first
        after: $after
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...SortedChange
        }
      }
    }
  }
}
    fragment SortedChange on Change {
  change
  subject
  causes
  fields @include(if: $fields) {
    field
    was {
      values {
        words
      }
    }
    is {
      values {
        words
      }
    }
    derived {
      was
      is
    }
  }
  itemAtFrom {
    certainty
  }
  itemAtTo {
    certainty
  }
}`) as unknown as TypedDocumentString<SortedChangesQuery, SortedChangesQueryVariables>;
export const DifferencesDocument = new TypedDocumentString(`
    query Differences($chronicle: ID!, $from: PointInput!, $to: PointInput!, $change: [ChangeKind!]!, $kinds: [String!], $cause: [Cause!], $search: String, $source: ID, $subjects: [String!], $first: Int!, $after: String, $nearest: Boolean!) {
  chronicle(id: $chronicle) {
    id
    compare(from: $from, to: $to) {
      differences(
        change: $change
        kinds: $kinds
        cause: $cause
        search: $search
        source: $source
        subjects: $subjects
        first: $first
        after: $after
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...Difference
        }
      }
    }
  }
}
    fragment Difference on Change {
  change
  subject
  causes
  because {
    id
    position
    type
    subject
    evidence {
      source {
        subject
        label
      }
    }
    premises {
      position
    }
  }
  fields {
    field
    was {
      ...ComparedAnswer
    }
    is {
      ...ComparedAnswer
    }
    derived {
      was
      is
    }
  }
  itemAtFrom {
    ...ComparedItem
  }
  itemAtTo {
    ...ComparedItem
  }
}
fragment ComparedAnswer on FieldAnswer {
  certainty
  values {
    words
    certainty
    likely
  }
}
fragment ComparedItem on Item {
  brief {
    name
    detail
  }
  certainty
  when {
    ...ComparedTime
  }
  claims @include(if: $nearest) {
    field
    certainty
    values {
      words
    }
    lastAttested {
      ...NearestAttested
    }
    nextAttested {
      ...NearestAttested
    }
  }
}
fragment NearestAttested on FieldValue {
  words
  when {
    ...ComparedTime
  }
}
fragment ComparedTime on ValidTime {
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
  likely
}`) as unknown as TypedDocumentString<DifferencesQuery, DifferencesQueryVariables>;
export const ComparedSourcesDocument = new TypedDocumentString(`
    query ComparedSources($chronicle: ID!, $position: Int, $first: Int!, $after: String) {
  chronicle(id: $chronicle) {
    id
    sources(position: $position, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        subject
        label
        side
        published {
          open
          between {
            earliest
            latest
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ComparedSourcesQuery, ComparedSourcesQueryVariables>;
export const RecordedDocument = new TypedDocumentString(`
    subscription Recorded($chronicle: ID!, $after: Int!, $root: ID!) {
  events(chronicle: $chronicle, after: $after, afterRoot: $root) {
    position
    root
  }
}
    `) as unknown as TypedDocumentString<RecordedSubscription, RecordedSubscriptionVariables>;
export const SourcesKnownDocument = new TypedDocumentString(`
    query SourcesKnown($chronicle: ID!, $position: Int, $trusting: Trust, $after: String) {
  chronicle(id: $chronicle) {
    id
    sources(
      first: 100
      after: $after
      position: $position
      trusting: $trusting
      order: KNOWN_ASC
    ) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        subject
        label
        published {
          open
          between {
            earliest
            latest
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourcesKnownQuery, SourcesKnownQueryVariables>;
export const RecordedDaysDocument = new TypedDocumentString(`
    query RecordedDays($chronicle: ID!, $first: Int!, $second: Int!, $third: Int!, $last: Int!) {
  chronicle(id: $chronicle) {
    id
    first: asOf(position: $first) {
      ...RecordedAt
    }
    second: asOf(position: $second) {
      ...RecordedAt
    }
    third: asOf(position: $third) {
      ...RecordedAt
    }
    last: asOf(position: $last) {
      ...RecordedAt
    }
  }
}
    fragment RecordedAt on State {
  point {
    position
    recordedAt
  }
}`) as unknown as TypedDocumentString<RecordedDaysQuery, RecordedDaysQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($chronicle: ID!, $date: Date!, $knownAt: Date, $position: Int, $trusting: Trust, $search: String!, $first: Int!, $after: String) {
  chronicle(id: $chronicle) {
    id
    asOf(date: $date, knownAt: $knownAt, position: $position, trusting: $trusting) {
      items(
        search: $search
        certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]
        first: $first
        after: $after
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          subject
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const SourceAtPointDocument = new TypedDocumentString(`
    query SourceAtPoint($chronicle: ID!, $knownAt: Date, $position: Int, $trusting: Trust, $search: String) {
  chronicle(id: $chronicle) {
    sources(
      knownAt: $knownAt
      position: $position
      trusting: $trusting
      search: $search
      first: 100
    ) {
      nodes {
        ...SourceRead
      }
    }
  }
}
    fragment SourceRead on Source {
  ...SourceListed
  id
  citation
  csl
  address
  accessed
  absent
  copyOf
  translationOf
  partOf
  digests
  publishedReading
  dateline {
    city
    date
  }
}
fragment SourceListed on Source {
  subject
  label
  title
  publisher
  byline
  kind
  medium
  side
  language
  length
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`) as unknown as TypedDocumentString<SourceAtPointQuery, SourceAtPointQueryVariables>;
export const SourceEverDocument = new TypedDocumentString(`
    query SourceEver($chronicle: ID!, $id: ID!) {
  source(chronicle: $chronicle, id: $id) {
    ...SourceRead
  }
}
    fragment SourceRead on Source {
  ...SourceListed
  id
  citation
  csl
  address
  accessed
  absent
  copyOf
  translationOf
  partOf
  digests
  publishedReading
  dateline {
    city
    date
  }
}
fragment SourceListed on Source {
  subject
  label
  title
  publisher
  byline
  kind
  medium
  side
  language
  length
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`) as unknown as TypedDocumentString<SourceEverQuery, SourceEverQueryVariables>;
export const SourcePassagesDocument = new TypedDocumentString(`
    query SourcePassages($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    __typename
    ... on Source {
      passages(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...PassageRead
        }
      }
    }
  }
}
    fragment PassageRead on SourcePassage {
  from
  to
  locator
  quote
  evidence {
    start
    end
    role
  }
  events {
    ...EventNamed
    subjectAsSeen
  }
  setAside {
    reason
    note
  }
  noted {
    subject
    kind
    summary
  }
}
fragment EventNamed on Event {
  id
  digest
  type
  position
}`) as unknown as TypedDocumentString<SourcePassagesQuery, SourcePassagesQueryVariables>;
export const SourceCoverageDocument = new TypedDocumentString(`
    query SourceCoverage($id: ID!) {
  node(id: $id) {
    __typename
    ... on Source {
      coverage {
        text
        sentences
        withEvents
        setAside
        uncovered
        characters
        touched
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourceCoverageQuery, SourceCoverageQueryVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources($chronicle: ID!, $position: Int, $after: String) {
  chronicle(id: $chronicle) {
    sources(position: $position, first: 100, after: $after, order: KNOWN_ASC) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...SourceListed
      }
    }
  }
}
    fragment SourceListed on Source {
  subject
  label
  title
  publisher
  byline
  kind
  medium
  side
  language
  length
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}`) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const SourceCountsDocument = new TypedDocumentString(`
    query SourceCounts($chronicle: ID!, $date: Date, $knownAt: Date, $position: Int, $trusting: Trust) {
  chronicle(id: $chronicle) {
    asOf(date: $date, knownAt: $knownAt, position: $position, trusting: $trusting) {
      facets {
        sources {
          key
          count {
            definite
            possible
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourceCountsQuery, SourceCountsQueryVariables>;
export const ThingDocument = new TypedDocumentString(`
    query Thing($chronicle: ID!, $date: Date, $knownAt: Date, $position: Int, $trusting: Trust, $subject: String!) {
  chronicle(id: $chronicle) {
    asOf(date: $date, knownAt: $knownAt, position: $position, trusting: $trusting) {
      recordEnds
      item(subject: $subject) {
        __typename
        subject
        headline
        certainty
        likely
        aliases
        possiblySame
        distinctFrom
        singleSource
        known {
          ...KnownDays
        }
        when {
          ...WhenRead
        }
        sources {
          ...SourceCited
        }
        claims {
          field
          certainty
          values {
            ...ValueRead
          }
          lastAttested {
            ...ValueRead
          }
          nextAttested {
            ...ValueRead
          }
        }
      }
      conflicts(subject: $subject) {
        field
        kind
        certainty
        sides {
          words
          sources {
            ...SourceNamed
          }
        }
      }
      noted(about: $subject) {
        subject
        kind
        certainty
        summary
      }
    }
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
fragment ValueRead on FieldValue {
  words
  value
  certainty
  likely
  inferred
  singleSource
  when {
    ...WhenRead
  }
  sources {
    ...SourceNamed
  }
}`) as unknown as TypedDocumentString<ThingQuery, ThingQueryVariables>;
export const ThingEventsDocument = new TypedDocumentString(`
    query ThingEvents($chronicle: ID!, $date: Date, $knownAt: Date, $position: Int, $trusting: Trust, $subject: String!) {
  chronicle(id: $chronicle) {
    asOf(date: $date, knownAt: $knownAt, position: $position, trusting: $trusting) {
      item(subject: $subject) {
        why {
          position
        }
        because {
          ...EventNamed
        }
      }
    }
  }
}
    fragment EventNamed on Event {
  id
  digest
  type
  position
}`) as unknown as TypedDocumentString<ThingEventsQuery, ThingEventsQueryVariables>;
export const EventsAtPointDocument = new TypedDocumentString(`
    query EventsAtPoint($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Event {
      ...EventRead
    }
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
fragment EventNamed on Event {
  id
  digest
  type
  position
}
fragment EventRead on Event {
  ...EventNamed
  says
  recordedAt
  certainty
  subject
  subjectAsSeen
  payload
  payloadAsSeen
  valid {
    ...WhenRead
  }
  validAsSeen {
    ...WhenRead
  }
  evidenceAsSeen {
    ...Cited
  }
  acts {
    ...EventNamed
  }
  premises {
    ...EventNamed
  }
  target {
    ...EventNamed
  }
}
fragment Cited on Evidence {
  role
  start
  end
  locator
  quote
  passage {
    before
    quote
    after
    from
    to
    events {
      digest
      position
      subjectAsSeen
    }
  }
  source {
    ...SourceCited
    length
    kind
    medium
    title
    publisher
    byline
    dateline {
      city
    }
  }
}`) as unknown as TypedDocumentString<EventsAtPointQuery, EventsAtPointQueryVariables>;
export const EventEverDocument = new TypedDocumentString(`
    query EventEver($id: ID!) {
  event(id: $id) {
    ...EventRead
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
fragment EventNamed on Event {
  id
  digest
  type
  position
}
fragment EventRead on Event {
  ...EventNamed
  says
  recordedAt
  certainty
  subject
  subjectAsSeen
  payload
  payloadAsSeen
  valid {
    ...WhenRead
  }
  validAsSeen {
    ...WhenRead
  }
  evidenceAsSeen {
    ...Cited
  }
  acts {
    ...EventNamed
  }
  premises {
    ...EventNamed
  }
  target {
    ...EventNamed
  }
}
fragment Cited on Evidence {
  role
  start
  end
  locator
  quote
  passage {
    before
    quote
    after
    from
    to
    events {
      digest
      position
      subjectAsSeen
    }
  }
  source {
    ...SourceCited
    length
    kind
    medium
    title
    publisher
    byline
    dateline {
      city
    }
  }
}`) as unknown as TypedDocumentString<EventEverQuery, EventEverQueryVariables>;
export const EventsOfThingDocument = new TypedDocumentString(`
    query EventsOfThing($chronicle: ID!, $date: Date, $knownAt: Date, $position: Int, $trusting: Trust, $subject: String!) {
  chronicle(id: $chronicle) {
    asOf(date: $date, knownAt: $knownAt, position: $position, trusting: $trusting) {
      item(subject: $subject) {
        history {
          entries {
            event {
              ...EventNamed
            }
          }
        }
      }
    }
  }
}
    fragment EventNamed on Event {
  id
  digest
  type
  position
}`) as unknown as TypedDocumentString<EventsOfThingQuery, EventsOfThingQueryVariables>;
export const RestsOnThingDocument = new TypedDocumentString(`
    query RestsOnThing($chronicle: ID!, $date: Date, $knownAt: Date, $position: Int, $trusting: Trust, $subject: String!, $after: String) {
  chronicle(id: $chronicle) {
    asOf(date: $date, knownAt: $knownAt, position: $position, trusting: $trusting) {
      item(subject: $subject) {
        restsOnIt(first: 20, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            subject
            headline
            certainty
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RestsOnThingQuery, RestsOnThingQueryVariables>;
export const WhyNotDocument = new TypedDocumentString(`
    query WhyNot($chronicle: ID!, $point: PointInput!, $subject: String!) {
  chronicle(id: $chronicle) {
    whyNot(subject: $subject, point: $point) {
      event {
        ...EventNamed
        validAsSeen {
          ...WhenRead
        }
        known {
          ...KnownDays
        }
        evidence {
          source {
            ...SourceNamed
          }
        }
      }
      hiddenBy {
        by
        through {
          ...EventNamed
        }
      }
    }
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
fragment EventNamed on Event {
  id
  digest
  type
  position
}`) as unknown as TypedDocumentString<WhyNotQuery, WhyNotQueryVariables>;
export const EventAtPointDocument = new TypedDocumentString(`
    query EventAtPoint($id: ID!) {
  node(id: $id) {
    __typename
    ... on Event {
      ...EventRead
    }
  }
}
    fragment SourceNamed on Source {
  subject
  label
}
fragment SourceCited on Source {
  ...SourceNamed
  citation
  address
  published {
    ...KnownDays
  }
}
fragment KnownDays on KnownTime {
  open
  between {
    earliest
    latest
  }
}
fragment WhenRead on ValidTime {
  edtf
  basis
  reading
  likely
  begin {
    earliest
    latest
  }
  end {
    earliest
    latest
  }
}
fragment EventNamed on Event {
  id
  digest
  type
  position
}
fragment EventRead on Event {
  ...EventNamed
  says
  recordedAt
  certainty
  subject
  subjectAsSeen
  payload
  payloadAsSeen
  valid {
    ...WhenRead
  }
  validAsSeen {
    ...WhenRead
  }
  evidenceAsSeen {
    ...Cited
  }
  acts {
    ...EventNamed
  }
  premises {
    ...EventNamed
  }
  target {
    ...EventNamed
  }
}
fragment Cited on Evidence {
  role
  start
  end
  locator
  quote
  passage {
    before
    quote
    after
    from
    to
    events {
      digest
      position
      subjectAsSeen
    }
  }
  source {
    ...SourceCited
    length
    kind
    medium
    title
    publisher
    byline
    dateline {
      city
    }
  }
}`) as unknown as TypedDocumentString<EventAtPointQuery, EventAtPointQueryVariables>;
