import { validate } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** The most validation errors reported for one document: finding a suggestion for each takes time. */
const MAX_ERRORS = 50

/**
 * The one validation step of the server. Plugins must not call `setValidationFn` with a validation of their own: the
 * last such call wins, and the options of the others are lost.
 */
export function validateDocuments(options: { readonly hideSuggestions: boolean }): Plugin {
  return {
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, { maxErrors: MAX_ERRORS, ...options }),
      )
    },
  }
}
