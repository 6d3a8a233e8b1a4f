// Written by `npm run client` from schema.graphql and examples/documents: edit those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** How far a side committed itself, as graded by its source and never promoted. */
export type Grade =
  /** Both sides agreed on it. */
  | 'AGREEMENT'
  /** The sides confirmed that they work together on it. */
  | 'CONFIRMED_COOPERATION'
  /** A side hopes for it. */
  | 'HOPE'
  /** A side intends to consider it, and no more. */
  | 'INTENT_TO_CONSIDER'
  /** A side invited the other to it. */
  | 'INVITATION'
  /** A side plans it. */
  | 'PLAN'
  /** A side promised it. */
  | 'PLEDGE'
  /** A side asked the other for it. */
  | 'REQUEST'
  /** The sides share the intent, and neither promised it. */
  | 'SHARED_INTENT'
  /** A side suggested it. */
  | 'SUGGESTION';

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

/** Which sources to trust: all without `only` and `sides`; with both, those that either names. `without` removes some. */
export type Trust = {
  /** Only these sources, by id or label. */
  readonly only?: ReadonlyArray<string | number> | null | undefined;
  /** Only sources that speak for one of these sides, like `jp`. */
  readonly sides?: ReadonlyArray<string> | null | undefined;
  /** Not these sources, by id or label. */
  readonly without?: ReadonlyArray<string | number> | null | undefined;
};

export type NewEventsSubscriptionVariables = Exact<{
  chronicle: string | number;
  after?: number | null | undefined;
}>;


export type NewEventsSubscription = { readonly events: { readonly position: number, readonly event: { readonly id: string, readonly type: string, readonly subject: string, readonly valid: { readonly edtf: string | null } | null } } };

export type OpenUndertakingsQueryVariables = Exact<{
  id: string | number;
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type OpenUndertakingsQuery = { readonly relationship: { readonly id: string, readonly asOf: { readonly point: { readonly date: string, readonly position: number }, readonly undertakings: ReadonlyArray<{ readonly id: string, readonly subject: string, readonly certainty: Certainty, readonly content: string, readonly grade: Grade | null, readonly due: { readonly date: string | null } | null, readonly evidence: ReadonlyArray<{ readonly start: number | null, readonly end: number | null, readonly source: { readonly id: string, readonly label: string } }> }> } | null } | null };

export type TimelinePageQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type TimelinePageQuery = { readonly relationship: { readonly id: string, readonly timeline: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly type: string, readonly subject: string, readonly position: number, readonly valid: { readonly edtf: string | null } | null, readonly known: { readonly edtf: string } | null }> } | null } | null };

export type WhatChangedQueryVariables = Exact<{
  id: string | number;
  from: PointInput;
  to: PointInput;
}>;


export type WhatChangedQuery = { readonly relationship: { readonly id: string, readonly compare: { readonly changes: ReadonlyArray<
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
        | { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly id: string, readonly position: number, readonly known: { readonly edtf: string } | null }> }
      > } | null } | null };

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

export const NewEventsDocument = new TypedDocumentString(`
    subscription NewEvents($chronicle: ID!, $after: Int) {
  events(chronicle: $chronicle, after: $after) {
    position
    event {
      id
      type
      subject
      valid {
        edtf
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NewEventsSubscription, NewEventsSubscriptionVariables>;
export const OpenUndertakingsDocument = new TypedDocumentString(`
    query OpenUndertakings($id: ID!, $date: Date, $knownAt: Date) {
  relationship(id: $id) {
    id
    asOf(date: $date, knownAt: $knownAt) {
      point {
        date
        position
      }
      undertakings(open: true, hasDue: true) {
        id
        subject
        certainty
        content
        grade
        due {
          date
        }
        evidence {
          source {
            id
            label
          }
          start
          end
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OpenUndertakingsQuery, OpenUndertakingsQueryVariables>;
export const TimelinePageDocument = new TypedDocumentString(`
    query TimelinePage($id: ID!, $first: Int!, $after: String) {
  relationship(id: $id) {
    id
    timeline(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        type
        subject
        position
        valid {
          edtf
        }
        known {
          edtf
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TimelinePageQuery, TimelinePageQueryVariables>;
export const WhatChangedDocument = new TypedDocumentString(`
    query WhatChanged($id: ID!, $from: PointInput!, $to: PointInput!) {
  relationship(id: $id) {
    id
    compare(from: $from, to: $to) {
      changes {
        change
        subject
        causes
        because {
          id
          position
          known {
            edtf
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhatChangedQuery, WhatChangedQueryVariables>;
