'use strict'
// SHA-256 (FIPS 180-4), piece by piece: files are larger than memory, and browsers have no crypto.subtle for pages that
// were opened from a disk.
const primes = []
for (let n = 2; primes.length < 64; n++) if (primes.every(p => n % p)) primes.push(n)
const fraction = x => ((x - Math.floor(x)) * 4294967296) | 0
const roundWords = Int32Array.from(primes, p => fraction(Math.cbrt(p)))
const firstState = primes.slice(0, 8).map(p => fraction(Math.sqrt(p)))

class Sha256 {
  constructor () {
    this.state = Int32Array.from(firstState)
    this.block = new Uint8Array(64)
    this.filled = 0
    this.bytes = 0
    this.w = new Int32Array(64)
  }

  update (bytes) {
    this.bytes += bytes.length
    let at = 0
    if (this.filled > 0) {
      const n = Math.min(64 - this.filled, bytes.length)
      this.block.set(bytes.subarray(0, n), this.filled)
      this.filled += n
      at = n
      if (this.filled < 64) return this
      this.mix(this.block, 0)
      this.filled = 0
    }
    for (; at + 64 <= bytes.length; at += 64) this.mix(bytes, at)
    this.block.set(bytes.subarray(at))
    this.filled = bytes.length - at
    return this
  }

  mix (b, at) {
    const w = this.w
    const s = this.state
    for (let i = 0; i < 16; i++, at += 4) w[i] = b[at] << 24 | b[at + 1] << 16 | b[at + 2] << 8 | b[at + 3]
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]
      const y = w[i - 2]
      const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3
      const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10
      w[i] = w[i - 16] + s0 + w[i - 7] + s1 | 0
    }
    let [a, c, d, e, f, g, h, k] = s
    for (let i = 0; i < 64; i++) {
      const s1 = (f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7)
      const t1 = k + s1 + (f & g ^ ~f & h) + roundWords[i] + w[i] | 0
      const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)
      const t2 = s0 + (a & c ^ a & d ^ c & d) | 0
      k = h
      h = g
      g = f
      f = e + t1 | 0
      e = d
      d = c
      c = a
      a = t1 + t2 | 0
    }
    s[0] += a
    s[1] += c
    s[2] += d
    s[3] += e
    s[4] += f
    s[5] += g
    s[6] += h
    s[7] += k
  }

  hex () {
    const bits = this.bytes * 8
    const end = new Uint8Array((this.filled < 56 ? 64 : 128) - this.filled)
    end[0] = 0x80
    const view = new DataView(end.buffer)
    view.setUint32(end.length - 8, Math.floor(bits / 4294967296))
    view.setUint32(end.length - 4, bits >>> 0)
    this.update(end)
    return Array.from(this.state, x => (x >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

async function hashOf (file, told) {
  const step = 4 << 20
  const h = new Sha256()
  for (let at = 0; at < file.size; at += step) {
    h.update(new Uint8Array(await file.slice(at, at + step).arrayBuffer()))
    told(Math.min(step, file.size - at))
  }
  return h.hex()
}

const ends = (path, name) => path === name || path.endsWith('/' + name)
const base = path => path.slice(path.lastIndexOf('/') + 1)

// judge says of each file that was chosen what it is, and of each of the list whether it came.
function judge (list, aside, chosen) {
  const came = new Set()
  const rows = chosen.map(c => {
    if (!c.hash) return { path: c.path, size: c.size, state: 'unreadable' }
    const same = list.filter(f => f.sha256 === c.hash)
    const match = same.find(f => ends(c.path, f.name) && !came.has(f)) || same.find(f => !came.has(f)) || same[0]
    if (match) {
      came.add(match)
      return { path: c.path, size: c.size, hash: c.hash, state: base(match.name) === base(c.path) ? 'intact' : 'renamed', file: match }
    }
    return { path: c.path, size: c.size, hash: c.hash }
  })
  for (const r of rows.filter(r => !r.state)) {
    const named = list.find(f => ends(r.path, f.name) && !came.has(f)) || list.find(f => base(f.name) === base(r.path) && !came.has(f))
    if (named) came.add(named)
    r.file = named
    r.state = named ? 'changed' : aside.includes(base(r.path)) ? 'aside' : 'extra'
  }
  for (const f of list) if (!came.has(f)) rows.push({ path: f.name, size: f.size, hash: f.sha256, state: f.apart ? 'apart' : 'missing', file: f })
  return rows
}

const data = JSON.parse(document.getElementById('data').textContent)
const at = id => document.getElementById(id)
const looks = { intact: 'good', renamed: 'good', changed: 'bad', missing: 'bad', unreadable: 'bad', extra: 'warn' }
let lang = document.documentElement.lang
let chosen = []
let busy = false
const word = key => data.words[lang][key]

function put (parent, name, text, look) {
  const e = parent.appendChild(document.createElement(name))
  e.textContent = text
  if (look) e.className = look
  return e
}

function row (r) {
  const tr = document.createElement('tr')
  const label = r.file && r.file.label ? r.file.label + ' · ' : ''
  put(tr, 'th', label + r.path).scope = 'row'
  const state = put(tr, 'td', '')
  put(state, 'span', word(r.state), looks[r.state])
  if (r.state === 'renamed') put(state, 'small', r.file.name)
  put(tr, 'td', String(r.size), 'right')
  const hash = put(tr, 'td', '')
  if (r.hash) put(hash, 'code', r.hash)
  if (r.state === 'changed') {
    put(hash, 'small', word('expected'))
    put(hash, 'code', r.file.sha256)
  }
  return tr
}

function show () {
  const started = chosen.length > 0
  const rows = started ? judge(data.files, data.aside, chosen) : data.files.map(f => ({ path: f.name, size: f.size, hash: f.sha256, state: 'waiting', file: f }))
  at('rows').replaceChildren(...rows.map(row))
  at('clear').hidden = !started
  const faulty = rows.filter(r => looks[r.state] === 'bad').length
  const good = rows.filter(r => looks[r.state] === 'good').length
  let text = ''
  if (started) text = faulty > 0 ? word('faulty').replace('%d', faulty) : good > 0 ? word('all').replace('%d', good) : word('none')
  at('status').textContent = text
  at('status').className = !started ? '' : faulty > 0 ? 'bad' : good > 0 ? 'good' : 'warn'
  document.body.dataset.done = started ? String(chosen.length) : ''
}

async function take (files) {
  files = Array.from(files)
  if (busy || files.length === 0) return
  busy = true
  const bar = at('progress')
  bar.hidden = false
  bar.max = files.reduce((n, f) => n + f.size, 0) || 1
  bar.value = 0
  at('status').className = ''
  at('status').textContent = word('working')
  for (const f of files) {
    const one = { path: f.webkitRelativePath || f.name, size: f.size, hash: '' }
    try {
      one.hash = await hashOf(f, n => { bar.value += n })
    } catch (e) {
      one.hash = '' // a folder, or a file that is gone
    }
    chosen = chosen.filter(c => c.path !== one.path || c.hash !== one.hash).concat(one)
  }
  bar.hidden = true
  busy = false
  show()
}

function speak (to) {
  lang = to
  document.documentElement.lang = to
  for (const e of document.querySelectorAll('[data-w]')) e.textContent = word(e.dataset.w)
  for (const e of document.querySelectorAll('[data-wlabel]')) e.setAttribute('aria-label', word(e.dataset.wlabel))
  for (const b of document.querySelectorAll('[data-lang]')) b.setAttribute('aria-pressed', String(b.dataset.lang === to))
  show()
}

for (const id of ['files', 'folder']) {
  at(id).addEventListener('change', e => take(e.target.files).then(() => { e.target.value = '' }))
}
at('clear').addEventListener('click', () => {
  chosen = []
  show()
})
for (const b of document.querySelectorAll('[data-lang]')) b.addEventListener('click', () => speak(b.dataset.lang))
const box = document.querySelector('.choose')
document.addEventListener('dragover', e => {
  e.preventDefault()
  box.classList.add('over')
})
document.addEventListener('dragleave', () => box.classList.remove('over'))
document.addEventListener('drop', e => {
  e.preventDefault()
  box.classList.remove('over')
  take(e.dataTransfer.files)
})
