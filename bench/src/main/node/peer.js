// Node's own way: child.send(message, net.Socket, {keepOpen: true}) to a forked child, which answers process.send('a').
//   peer.js N WARM WINDOW
'use strict';
const net = require('net');
const { fork } = require('child_process');
const POOL = 16;

const now = () => Number(process.hrtime.bigint());
const cpu = () => { const c = process.cpuUsage(); return c.user + c.system; };

function target(n, warm) {
  let i = 0, start = 0;
  process.on('message', (message, socket) => {
    if (!socket) throw new Error('no socket came with the message');
    if (i === warm) start = cpu();
    if (i < POOL) socket.write('x');
    process.send('a');
    if (++i === n + warm) process.send({ cpu: cpu() - start });
    socket.destroy();
  });
  process.on('disconnect', () => process.exit());
}

async function connections() {
  const near = [], far = [];
  const server = net.createServer({ pauseOnConnect: true });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  for (let i = 0; i < POOL; i++) {
    const accepted = new Promise(done => server.once('connection', done));
    const c = net.connect(server.address().port, '127.0.0.1');
    c.got = 0;
    c.on('data', d => { c.got += d.length; });
    far.push(c);
    near.push(await accepted);
  }
  return { near, far };
}

function finish(lat, far, n, wall, used) {
  if (!far.every(c => c.got > 0)) throw new Error('the target received another socket');
  lat.sort((a, b) => a - b);
  console.log(`result p50_us=${(lat[n >> 1] / 1e3).toFixed(3)} p99_us=${(lat[Math.floor(n * .99)] / 1e3).toFixed(3)}` +
    ` per_s=${Math.round(n / (wall / 1e9))} cpu_us=${(used / n).toFixed(3)}`);
  process.exit(0);
}

async function source(n, warm, window) {
  const { near, far } = await connections();
  const cpuOfTarget = process.env.TARGET_CPU;
  const child = fork(__filename, ['target', '' + n, '' + warm], cpuOfTarget === undefined ? {}
    : { execPath: 'taskset', execArgv: ['-c', cpuOfTarget, process.execPath] });
  child.on('exit', code => { if (code) process.exit(code); });
  const sent = [], lat = [];
  let next = 0, acks = 0, wall = 0, start = 0, used = 0;
  const send = () => {
    sent[next] = now();
    child.send('t', near[next++ % POOL], { keepOpen: true });
  };
  child.on('message', message => {
    if (message.cpu !== undefined) return finish(lat, far, n, wall, used + message.cpu);
    const i = acks++;
    if (i >= warm) lat.push(now() - sent[i]);
    if (i === warm - 1) { wall = now(); start = cpu(); }
    if (acks === n + warm) { wall = now() - wall; used = cpu() - start; }
    if (next < n + warm) send();
  });
  for (let i = 0; i < window; i++) send();
}

if (process.argv[2] === 'target') target(+process.argv[3], +process.argv[4]);
else source(+process.argv[2], +process.argv[3], +process.argv[4]);
