// Written by `npm run client` from schema.graphql and web/src/operations: edit those.
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
  /** It is attested at the earlier point and unknown at the later: no source says when it ended. */
  | 'UNATTESTED';

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

export type ComparisonCountsQueryVariables = Exact<{
  chronicle: string | number;
  from: PointInput;
  to: PointInput;
  kinds?: ReadonlyArray<string> | string | null | undefined;
  search?: string | null | undefined;
  source?: string | number | null | undefined;
}>;


export type ComparisonCountsQuery = { readonly chronicle: { readonly id: string, readonly compare: { readonly from: { readonly point: { readonly position: number } }, readonly to: { readonly point: { readonly position: number } }, readonly counts: ReadonlyArray<{ readonly change: ChangeKind, readonly kind: string, readonly count: number }> } | null } | null };

export type DifferencesQueryVariables = Exact<{
  chronicle: string | number;
  from: PointInput;
  to: PointInput;
  change: ReadonlyArray<ChangeKind> | ChangeKind;
  kinds?: ReadonlyArray<string> | string | null | undefined;
  search?: string | null | undefined;
  source?: string | number | null | undefined;
  first: number;
  after?: string | null | undefined;
  nearest: boolean;
}>;


export type DifferencesQuery = { readonly chronicle: { readonly id: string, readonly compare: { readonly differences: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly position: number, readonly type: string, readonly subject: string, readonly evidence: ReadonlyArray<{ readonly source: { readonly subject: string, readonly label: string } }>, readonly premises: ReadonlyArray<{ readonly position: number }> }>, readonly fields: ReadonlyArray<{ readonly field: string, readonly was: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly is: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly derived: { readonly was: string | null, readonly is: string | null } | null }>, readonly itemAtFrom: { readonly headline: string, readonly certainty: Certainty, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null, readonly itemAtTo: { readonly headline: string, readonly certainty: Certainty, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null }> } } | null } | null };

export type DifferenceFragment = { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly because: ReadonlyArray<{ readonly position: number, readonly type: string, readonly subject: string, readonly evidence: ReadonlyArray<{ readonly source: { readonly subject: string, readonly label: string } }>, readonly premises: ReadonlyArray<{ readonly position: number }> }>, readonly fields: ReadonlyArray<{ readonly field: string, readonly was: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly is: { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> } | null, readonly derived: { readonly was: string | null, readonly is: string | null } | null }>, readonly itemAtFrom: { readonly headline: string, readonly certainty: Certainty, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null, readonly itemAtTo: { readonly headline: string, readonly certainty: Certainty, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> } | null };

export type ComparedAnswerFragment = { readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string, readonly certainty: Certainty, readonly likely: boolean }> };

export type ComparedItemFragment = { readonly headline: string, readonly certainty: Certainty, readonly when: { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null } | null, readonly claims?: ReadonlyArray<{ readonly field: string, readonly certainty: Certainty, readonly values: ReadonlyArray<{ readonly words: string }>, readonly lastAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null, readonly nextAttested: { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> } | null }> };

export type NearestAttestedFragment = { readonly words: string, readonly when: ReadonlyArray<{ readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null }> };

export type ComparedTimeFragment = { readonly likely: string | null, readonly begin: { readonly earliest: string | null, readonly latest: string | null }, readonly end: { readonly earliest: string | null, readonly latest: string | null } | null };

export type ComparedSourcesQueryVariables = Exact<{
  chronicle: string | number;
  position?: number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ComparedSourcesQuery = { readonly chronicle: { readonly id: string, readonly sources: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly subject: string, readonly label: string, readonly side: string | null, readonly published: { readonly open: boolean, readonly between: { readonly earliest: string | null, readonly latest: string | null } } }> } | null } | null };

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
  headline
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
  headline
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
export const ComparisonCountsDocument = new TypedDocumentString(`
    query ComparisonCounts($chronicle: ID!, $from: PointInput!, $to: PointInput!, $kinds: [String!], $search: String, $source: ID) {
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
      counts(kinds: $kinds, search: $search, source: $source) {
        change
        kind
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ComparisonCountsQuery, ComparisonCountsQueryVariables>;
export const DifferencesDocument = new TypedDocumentString(`
    query Differences($chronicle: ID!, $from: PointInput!, $to: PointInput!, $change: [ChangeKind!]!, $kinds: [String!], $search: String, $source: ID, $first: Int!, $after: String, $nearest: Boolean!) {
  chronicle(id: $chronicle) {
    id
    compare(from: $from, to: $to) {
      differences(
        change: $change
        kinds: $kinds
        search: $search
        source: $source
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
  headline
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
