import { renderGraphiQL } from '@graphql-yoga/render-graphiql'

/**
 * The playground's page, which needs no network. Its tabs are left where they stand: GraphiQL moves the one that
 * is pressed, so that the mouse is let go beside it and the first click on a tab does nothing.
 */
export function renderPlayground(options: Parameters<typeof renderGraphiQL>[0]): string {
  return renderGraphiQL(options).replace('</head>', `<style>${STILL_TABS}</style></head>`)
}

const STILL_TABS = '.graphiql-tab { transform: none !important }'
