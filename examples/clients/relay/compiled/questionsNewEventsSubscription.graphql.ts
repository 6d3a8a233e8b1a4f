/**
 * @generated SignedSource<<ad0ba4fad0dc745c8fdce484962595a6>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type questionsNewEventsSubscription$variables = {
  after?: number | null | undefined;
  chronicle: string;
};
export type questionsNewEventsSubscription$data = {
  readonly events: {
    readonly event: {
      readonly id: string;
      readonly subject: string;
      readonly type: string;
      readonly valid: {
        readonly edtf: string | null | undefined;
      } | null | undefined;
    };
    readonly position: number;
  };
};
export type questionsNewEventsSubscription = {
  response: questionsNewEventsSubscription$data;
  variables: questionsNewEventsSubscription$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "after"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "chronicle"
},
v2 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "after",
        "variableName": "after"
      },
      {
        "kind": "Variable",
        "name": "chronicle",
        "variableName": "chronicle"
      }
    ],
    "concreteType": "EventPush",
    "kind": "LinkedField",
    "name": "events",
    "plural": false,
    "selections": [
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
        "concreteType": "Event",
        "kind": "LinkedField",
        "name": "event",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "id",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "type",
            "storageKey": null
          },
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
            "concreteType": "ValidTime",
            "kind": "LinkedField",
            "name": "valid",
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
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "questionsNewEventsSubscription",
    "selections": (v2/*:: as any*/),
    "type": "Subscription",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v1/*:: as any*/),
      (v0/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "questionsNewEventsSubscription",
    "selections": (v2/*:: as any*/)
  },
  "params": {
    "cacheID": "d5ce79279525a9773f051d4df258998b",
    "id": null,
    "metadata": {},
    "name": "questionsNewEventsSubscription",
    "operationKind": "subscription",
    "text": "subscription questionsNewEventsSubscription(\n  $chronicle: ID!\n  $after: Int\n) {\n  events(chronicle: $chronicle, after: $after) {\n    position\n    event {\n      id\n      type\n      subject\n      valid {\n        edtf\n      }\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "daff5a98f1fe48f598ae2c064af6e96c";

export default node;
