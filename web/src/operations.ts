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

export type CompareQueryVariables = Exact<{
  chronicle: string | number;
  from: PointInput;
  to: PointInput;
  change?: ReadonlyArray<ChangeKind> | ChangeKind | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type CompareQuery = { readonly chronicle: { readonly id: string, readonly compare: { readonly differences: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly fields: ReadonlyArray<{ readonly field: string, readonly causes: ReadonlyArray<Cause>, readonly derived: { readonly was: string | null, readonly is: string | null } | null }> }> } } | null } | null };

export type DifferenceRowFragment = { readonly change: ChangeKind, readonly subject: string, readonly causes: ReadonlyArray<Cause>, readonly fields: ReadonlyArray<{ readonly field: string, readonly causes: ReadonlyArray<Cause>, readonly derived: { readonly was: string | null, readonly is: string | null } | null }> };

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
export const DifferenceRowFragmentDoc = new TypedDocumentString(`
    fragment DifferenceRow on Change {
  change
  subject
  causes
  fields {
    field
    derived {
      was
      is
    }
    causes
  }
}
    `, {"fragmentName":"DifferenceRow"}) as unknown as TypedDocumentString<DifferenceRowFragment, unknown>;
export const CompareDocument = new TypedDocumentString(`
    query Compare($chronicle: ID!, $from: PointInput!, $to: PointInput!, $change: [ChangeKind!], $first: Int!, $after: String) {
  chronicle(id: $chronicle) {
    id
    compare(from: $from, to: $to) {
      differences(change: $change, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...DifferenceRow
        }
      }
    }
  }
}
    fragment DifferenceRow on Change {
  change
  subject
  causes
  fields {
    field
    derived {
      was
      is
    }
    causes
  }
}`) as unknown as TypedDocumentString<CompareQuery, CompareQueryVariables>;
