/**
 * The script with which the page of the playground starts. Beside GraphiQL it shows a bar with the `at` of the page's
 * address, and for the answer of the tab that is shown its permanent address and citation, from the header `Link`. A query
 * in the page’s address is run at once, and that address follows what is edited. It only writes text.
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
    const here = new URL(location.href)
    if (here.searchParams.has('at')) {
      const now = new URL(here)
      now.searchParams.delete('at')
      parts.place.append('at ' + here.searchParams.get('at') + ' · ', link('now', now.search || now.pathname, 'Ask the same of the ledger as it stands now'))
    }
    // By the element of its tab: what belongs to the answer there.
    const links = new WeakMap()
    const root = document.querySelector('#root')
    const activeTab = () => document.querySelector('.graphiql-tab-active') ?? root
    const show = () => {
      parts.answer.replaceChildren(...(links.get(activeTab()) ?? []))
      bar.classList.toggle('shown', bar.textContent !== '')
    }
    const ask = window.fetch
    window.fetch = async (...request) => {
      const [address, init] = keepable(...request)
      if (address !== request[0]) return ask(address, init)
      const tab = activeTab()
      links.delete(tab)
      show()
      const response = await ask(address, init)
      const canonical = /<(\\?[^>]*)>; *rel="canonical"/.exec(response.headers.get('link') ?? '')
      if (canonical !== null)
        links.set(tab, [
          link('Link to this answer', canonical[1], 'An address at which it stays as it is'),
          ' · ',
          link('Cite it', here.pathname.replace(/graphql(\\/[^/]*)?$/, 'cite$1') + canonical[1] + '&format=text', 'A line for a footnote; format=csl-json for reference managers'),
        ])
      show()
      return response
    }
    // The address asks what the editors hold; 'at' stays.
    const edited = (name) => (text) => {
      for (const other of ['documentId', 'operationName']) here.searchParams.delete(other)
      if (text) here.searchParams.set(name, text)
      else here.searchParams.delete(name)
      history.replaceState({}, '', here)
    }
    Object.assign(options.graphiql, { onEditQuery: edited('query'), onEditVariables: edited('variables') })
    let waits = options.graphiql.runs
    let tab
    new MutationObserver(() => {
      const run = document.querySelector('.graphiql-execute-button')
      if (waits && run && document.querySelector('.graphiql-query-editor .view-line') && document.querySelector('.result-window .view-lines')) {
        waits = false
        run.click()
      }
      if (tab !== activeTab()) {
        tab = activeTab()
        show()
      }
    }).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] })
    show()
    YogaGraphiQL.renderYogaGraphiQL(root, options.graphiql)
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
