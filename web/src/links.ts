/** The paths of the server that are no views of the page; a chronicle of such a name is reached by `/?chronicle=`. */
const OTHER_PATHS = /^\/(graphql|feeds|cite|playground|health|ready|metrics|assets|chronicles\.json)(\/|$)/

/** Follows links to other views without loading the page anew; what a person opens elsewhere, or saves, stays the browser's. */
export function followLinks(visit: (url: URL) => void): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || link.hasAttribute('download') || !link.hasAttribute('href')) return
    if (!['', '_self', null].includes(link.getAttribute('target'))) return
    // In a drawing, a link has no such property that is a string.
    const url = new URL(link.getAttribute('href') ?? '', location.href)
    const isHere = url.pathname === location.pathname && url.search === location.search
    if (url.origin !== location.origin || OTHER_PATHS.test(url.pathname) || (isHere && url.hash !== ''))
      return
    event.preventDefault()
    visit(url)
  })
}
