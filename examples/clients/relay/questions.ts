/**
 * What Relay's compiler reads, and nobody imports: `npx relay-compiler@21.0.1` in this folder writes `compiled/` from it. Where a
 * bundler has Relay's plugin, these stand in the components that show the answers.
 */
import { graphql } from 'relay-runtime'

graphql`
  query questionsOpenUndertakingsQuery($id: ID!, $date: Date, $knownAt: Date) {
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
`

graphql`
  query questionsWhatChangedQuery($id: ID!, $from: PointInput!, $to: PointInput!) {
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
`

graphql`
  subscription questionsNewEventsSubscription($chronicle: ID!, $after: Int) {
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
`
