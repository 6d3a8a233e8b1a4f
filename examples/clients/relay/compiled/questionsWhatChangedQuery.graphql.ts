/**
 * @generated SignedSource<<6ed4772f03dd53a70d420be5db6c690a>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Cause = "ATTESTED" | "CORRECTED" | "DUE_PASSED" | "LEARNED" | "RECORDED" | "RETRACTED" | "TRUST" | "WINDOW_PASSED" | "WORLD_CHANGED" | "%future added value";
export type ChangeKind = "ADDED" | "ATTESTED" | "CHANGED" | "GONE" | "UNATTESTED" | "%future added value";
export type PointInput = {
  date?: string | null | undefined;
  knownAt?: string | null | undefined;
  position?: number | null | undefined;
  recordedAt?: string | null | undefined;
  trusting?: Trust | null | undefined;
};
export type Trust = {
  only?: ReadonlyArray<string> | null | undefined;
  sides?: ReadonlyArray<string> | null | undefined;
  without?: ReadonlyArray<string> | null | undefined;
};
export type questionsWhatChangedQuery$variables = {
  from: PointInput;
  id: string;
  to: PointInput;
};
export type questionsWhatChangedQuery$data = {
  readonly relationship: {
    readonly compare: {
      readonly changes: ReadonlyArray<{
        readonly because: ReadonlyArray<{
          readonly id: string;
          readonly known: {
            readonly edtf: string;
          } | null | undefined;
          readonly position: number;
        }>;
        readonly causes: ReadonlyArray<Cause>;
        readonly change: ChangeKind;
        readonly subject: string;
      }>;
    } | null | undefined;
    readonly id: string;
  } | null | undefined;
};
export type questionsWhatChangedQuery = {
  response: questionsWhatChangedQuery$data;
  variables: questionsWhatChangedQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "from"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "id"
},
v2 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "to"
},
v3 = [
  {
    "kind": "Variable",
    "name": "id",
    "variableName": "id"
  }
],
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v5 = [
  {
    "kind": "Variable",
    "name": "from",
    "variableName": "from"
  },
  {
    "kind": "Variable",
    "name": "to",
    "variableName": "to"
  }
],
v6 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "change",
  "storageKey": null
},
v7 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "subject",
  "storageKey": null
},
v8 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "causes",
  "storageKey": null
},
v9 = {
  "alias": null,
  "args": null,
  "concreteType": "Event",
  "kind": "LinkedField",
  "name": "because",
  "plural": true,
  "selections": [
    (v4/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "position",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "KnownTime",
      "kind": "LinkedField",
      "name": "known",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "edtf",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/),
      (v2/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "questionsWhatChangedQuery",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "Relationship",
        "kind": "LinkedField",
        "name": "relationship",
        "plural": false,
        "selections": [
          (v4/*:: as any*/),
          {
            "alias": null,
            "args": (v5/*:: as any*/),
            "concreteType": "Comparison",
            "kind": "LinkedField",
            "name": "compare",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "changes",
                "plural": true,
                "selections": [
                  (v6/*:: as any*/),
                  (v7/*:: as any*/),
                  (v8/*:: as any*/),
                  (v9/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ],
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
    "name": "questionsWhatChangedQuery",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "Relationship",
        "kind": "LinkedField",
        "name": "relationship",
        "plural": false,
        "selections": [
          (v4/*:: as any*/),
          {
            "alias": null,
            "args": (v5/*:: as any*/),
            "concreteType": "Comparison",
            "kind": "LinkedField",
            "name": "compare",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "changes",
                "plural": true,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "__typename",
                    "storageKey": null
                  },
                  (v6/*:: as any*/),
                  (v7/*:: as any*/),
                  (v8/*:: as any*/),
                  (v9/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "7af7eeab8ffd6d808180db59c818208a",
    "id": null,
    "metadata": {},
    "name": "questionsWhatChangedQuery",
    "operationKind": "query",
    "text": "query questionsWhatChangedQuery(\n  $id: ID!\n  $from: PointInput!\n  $to: PointInput!\n) {\n  relationship(id: $id) {\n    id\n    compare(from: $from, to: $to) {\n      changes {\n        __typename\n        change\n        subject\n        causes\n        because {\n          id\n          position\n          known {\n            edtf\n          }\n        }\n      }\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "9ec0b4a0d0184bd3c3315cc1814850b2";

export default node;
