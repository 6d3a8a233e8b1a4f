/**
 * The script with which the page of the playground starts. Beside GraphiQL it shows a bar with the `at` of the page's
 * address, and for the last answer its permanent address and citation, from the header `Link`. It only writes text.
 */
export const START_SCRIPT = `{
  const options = JSON.parse(document.getElementById('options').textContent)
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => options.workers[label] }
  // The schema is asked for by GET, so that the browser keeps it until the server has another.
  const keepable = (address, init) => {
    const body = init?.method === 'POST' && typeof init.body === 'string' ? JSON.parse(init.body) : {}
    if (body.operationName !== 'IntrospectionQuery') return [address, init]
    const url = new URL(address, location.href)
    url.searchParams.set('query', body.query)
    const headers = { ...init.headers, 'graphql-require-preflight': '1' }
    delete headers['content-type']
    return [url, { ...init, method: 'GET', body: undefined, headers }]
  }
  window.addEventListener('DOMContentLoaded', () => {
    const bar = document.createElement('aside')
    bar.id = 'place'
    bar.setAttribute('aria-label', 'Where this page stands')
    const parts = { place: document.createElement('span'), answer: document.createElement('span') }
    bar.append(parts.place, parts.answer)
    document.body.append(bar)
    const link = (text, address, title) => {
      const anchor = document.createElement('a')
      Object.assign(anchor, { textContent: text, href: address, title })
      return anchor
    }
    const show = (part, ...nodes) => {
      part.replaceChildren(...nodes)
      bar.classList.add('shown')
    }
    const here = new URL(location.href)
    if (here.searchParams.has('at')) {
      const now = new URL(here)
      now.searchParams.delete('at')
      show(parts.place, 'at ' + here.searchParams.get('at') + ' · ', link('now', now.search || now.pathname, 'Ask the same of the ledger as it stands now'))
    }
    const ask = window.fetch
    window.fetch = async (...request) => {
      const response = await ask(...keepable(...request))
      const canonical = /<(\\?[^>]*)>; *rel="canonical"/.exec(response.headers.get('link') ?? '')
      if (canonical !== null)
        show(
          parts.answer,
          link('Link to this answer', canonical[1], 'An address at which it stays as it is'),
          ' · ',
          link('Cite it', here.pathname.replace(/graphql(\\/[^/]*)?$/, 'cite$1') + canonical[1] + '&format=text', 'A line for a footnote; format=csl-json for reference managers'),
        )
      return response
    }
    YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options.graphiql)
  })
}
`

/** The bar; and tabs that do not move: GraphiQL shifts a pressed tab, so that the first click would miss it. */
export const START_STYLE = `
.graphiql-tab { transform: none !important }
#place { position: fixed; right: 12px; bottom: 12px; z-index: 10; display: none; gap: 12px;
  padding: 6px 12px; border-radius: 8px; background: #fffd; color: #3b4b68; box-shadow: 0 1px 6px #0003;
  font: 13px/1.5 system-ui, sans-serif }
#place.shown { display: flex }
#place a { color: #1c4fb3 }
`
