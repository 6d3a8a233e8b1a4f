/**
 * @generated SignedSource<<6c7b30015f0f4d5cdfb02bdbe0a83233>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Certainty = "DEFINITELY" | "NO" | "POSSIBLY" | "UNKNOWN" | "%future added value";
export type Grade = "AGREEMENT" | "CONFIRMED_COOPERATION" | "HOPE" | "INTENT_TO_CONSIDER" | "INVITATION" | "PLAN" | "PLEDGE" | "REQUEST" | "SHARED_INTENT" | "SUGGESTION" | "%future added value";
export type questionsOpenUndertakingsQuery$variables = {
  date?: string | null | undefined;
  id: string;
  knownAt?: string | null | undefined;
};
export type questionsOpenUndertakingsQuery$data = {
  readonly relationship: {
    readonly asOf: {
      readonly point: {
        readonly date: string;
        readonly position: number;
      };
      readonly undertakings: ReadonlyArray<{
        readonly certainty: Certainty;
        readonly content: string;
        readonly due: {
          readonly date: string | null | undefined;
        } | null | undefined;
        readonly evidence: ReadonlyArray<{
          readonly end: number | null | undefined;
          readonly source: {
            readonly id: string;
            readonly label: string;
          };
          readonly start: number | null | undefined;
        }>;
        readonly grade: Grade | null | undefined;
        readonly id: string;
        readonly subject: string;
      }>;
    } | null | undefined;
    readonly id: string;
  } | null | undefined;
};
export type questionsOpenUndertakingsQuery = {
  response: questionsOpenUndertakingsQuery$data;
  variables: questionsOpenUndertakingsQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "date"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "id"
},
v2 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "knownAt"
},
v3 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "date",
  "storageKey": null
},
v5 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "id",
        "variableName": "id"
      }
    ],
    "concreteType": "Relationship",
    "kind": "LinkedField",
    "name": "relationship",
    "plural": false,
    "selections": [
      (v3/*:: as any*/),
      {
        "alias": null,
        "args": [
          {
            "kind": "Variable",
            "name": "date",
            "variableName": "date"
          },
          {
            "kind": "Variable",
            "name": "knownAt",
            "variableName": "knownAt"
          }
        ],
        "concreteType": "RelationshipState",
        "kind": "LinkedField",
        "name": "asOf",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "Point",
            "kind": "LinkedField",
            "name": "point",
            "plural": false,
            "selections": [
              (v4/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "position",
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          {
            "alias": null,
            "args": [
              {
                "kind": "Literal",
                "name": "hasDue",
                "value": true
              },
              {
                "kind": "Literal",
                "name": "open",
                "value": true
              }
            ],
            "concreteType": "Undertaking",
            "kind": "LinkedField",
            "name": "undertakings",
            "plural": true,
            "selections": [
              (v3/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "subject",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "certainty",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "content",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "grade",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "Due",
                "kind": "LinkedField",
                "name": "due",
                "plural": false,
                "selections": [
                  (v4/*:: as any*/)
                ],
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "Evidence",
                "kind": "LinkedField",
                "name": "evidence",
                "plural": true,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": "Source",
                    "kind": "LinkedField",
                    "name": "source",
                    "plural": false,
                    "selections": [
                      (v3/*:: as any*/),
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "label",
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "start",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "end",
                    "storageKey": null
                  }
                ],
                "storageKey": null
              }
            ],
            "storageKey": "undertakings(hasDue:true,open:true)"
          }
        ],
        "storageKey": null
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/),
      (v2/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "questionsOpenUndertakingsQuery",
    "selections": (v5/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v1/*:: as any*/),
      (v0/*:: as any*/),
      (v2/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "questionsOpenUndertakingsQuery",
    "selections": (v5/*:: as any*/)
  },
  "params": {
    "cacheID": "fca8723abf851fac39dde35cfbf49f69",
    "id": null,
    "metadata": {},
    "name": "questionsOpenUndertakingsQuery",
    "operationKind": "query",
    "text": "query questionsOpenUndertakingsQuery(\n  $id: ID!\n  $date: Date\n  $knownAt: Date\n) {\n  relationship(id: $id) {\n    id\n    asOf(date: $date, knownAt: $knownAt) {\n      point {\n        date\n        position\n      }\n      undertakings(open: true, hasDue: true) {\n        id\n        subject\n        certainty\n        content\n        grade\n        due {\n          date\n        }\n        evidence {\n          source {\n            id\n            label\n          }\n          start\n          end\n        }\n      }\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "bcf723796861aa830f4279bd16de2dd5";

export default node;
