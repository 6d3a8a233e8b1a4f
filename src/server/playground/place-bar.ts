/**
 * What the playground's page says of where it stands (the `at` of its address) and of the last answer: by which address
 * that can be had for ever, and how it is cited. It reads the header `Link` of what the page itself asks, and writes
 * text only.
 */
export const PLACE_BAR = `<style>
  #place { position: fixed; right: 12px; bottom: 12px; z-index: 10; display: none; gap: 12px;
    padding: 6px 12px; border-radius: 8px; background: #fffd; color: #3b4b68; box-shadow: 0 1px 6px #0003;
    font: 13px/1.5 system-ui, sans-serif }
  #place.told { display: flex }
  #place a { color: #1c4fb3 }
</style>
<script>
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
    const tell = (part, ...nodes) => {
      part.replaceChildren(...nodes)
      bar.classList.add('told')
    }
    const here = new URL(location.href)
    if (here.searchParams.has('at')) {
      const now = new URL(here)
      now.searchParams.delete('at')
      tell(parts.place, 'at ' + here.searchParams.get('at') + ' · ', link('now', now.search || now.pathname, 'Ask the same of the ledger as it stands now'))
    }
    const ask = window.fetch
    window.fetch = async (...request) => {
      const response = await ask(...request)
      const canonical = /<(\\?[^>]*)>; *rel="canonical"/.exec(response.headers.get('link') ?? '')
      if (canonical !== null)
        tell(
          parts.answer,
          link('Link to this answer', canonical[1], 'An address at which it stays as it is'),
          ' · ',
          link('Cite it', here.pathname.replace(/[^/]*$/, 'cite') + canonical[1] + '&format=text', 'A line for a footnote; format=csl-json for reference managers'),
        )
      return response
    }
  })
</script>`
