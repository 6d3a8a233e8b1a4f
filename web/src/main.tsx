import { render } from 'preact'
import { App } from './app.tsx'
import { followLinks } from './links.ts'
import { Store, StoreContext } from './store.ts'
import './style/page.css'
import './style/timeline.css'
import './style/points.css'
import './style/state.css'
import './style/compare.css'
import './style/thing.css'
import './style/targets.css'

const store = new Store()
const root = document.getElementById('root')
if (root !== null)
  render(
    <StoreContext.Provider value={store}>
      <App />
    </StoreContext.Provider>,
    root,
  )
followLinks((url) => store.visit(url))
void store.start()
