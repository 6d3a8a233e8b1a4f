import { openInvented } from './invented.ts'
import { writeGrid } from '../src/exchange/grid.ts'
import { bilateral } from '../src/domains/index.ts'
import { gzipSync, brotliCompressSync, constants } from 'node:zlib'
import { readGrid } from '../src/exchange/read-grid.ts'
import { Session } from 'node:inspector'
import { writeFileSync } from 'node:fs'
const size = Number(process.argv[2] ?? 20000)
const c = await openInvented(size)
const snap = (c as any).snapshot()
const at = { chronicle: snap, state: snap.asOf({}), namesPosition: false }
const s = new Session(); s.connect()
const post = (m:string,p?:any)=>new Promise<any>((r,j)=>s.post(m,p,(e,v)=>e?j(e):r(v)))
const prof = process.argv[3] === 'prof'
if (prof) { await post('Profiler.enable'); await post('Profiler.start') }
let t = performance.now()
let longest = 0
const inSteps = async (steps: any) => { for (;;) { const a = performance.now(); const {done, value} = steps.next(); const b = performance.now()-a; if (b>longest) longest=b; if (done) return value } }
const { body } = await writeGrid({ domain: bilateral, at, own: new Map(), inSteps } as any)
let text = ''
for await (const chunk of body as any) text += chunk
console.log('seconds', ((performance.now()-t)/1000).toFixed(2), 'longest step', longest.toFixed(1))
if (prof) {
  const {profile} = await post('Profiler.stop')
  const self = new Map<string, number>(); const dt = profile.timeDeltas; const by = new Map(profile.nodes.map((n:any)=>[n.id,n]))
  profile.samples.forEach((id:number,i:number)=>{ const n:any=by.get(id); const k=n.callFrame.functionName+' '+n.callFrame.url.split('/').slice(-2).join('/')+':'+n.callFrame.lineNumber; self.set(k,(self.get(k)??0)+dt[i]/1000) })
  console.log([...self].sort((a,b)=>b[1]-a[1]).slice(0,40).map(([k,v])=>v.toFixed(0).padStart(6)+' '+k).join('\n'))
}
console.log('plain', text.length, 'gzip', gzipSync(text).length, 'br5', brotliCompressSync(text, {params:{[constants.BROTLI_PARAM_QUALITY]:5}}).length)
writeFileSync('/tmp/grid.json', text)
t = performance.now(); const g = readGrid(text); console.log('read', (performance.now()-t).toFixed(0), 'items', g.items.length)
t = performance.now(); const st = g.at(10000, 15000); console.log('at', (performance.now()-t).toFixed(1), st.length); t = performance.now(); g.at(9000, 14000).map(x=>x.headline); console.log('at again', (performance.now()-t).toFixed(1))
console.log(process.memoryUsage().rss/1e6)
