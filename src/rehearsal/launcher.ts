/**
 * Forwards what connects to the port on loopback to a socket: the one way out. It goes when its
 * process group is ended, not before: programs in the background may still be at work.
 */
export const FORWARDER = `
const { connect, createServer } = require('node:net');
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});
const [, socket, port] = process.argv;
const forward = (inner) => {
  const outer = connect({ path: socket, allowHalfOpen: true });
  for (const [one, other] of [[inner, outer], [outer, inner]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.end());
    one.pipe(other);
  }
};
const listen = (host) => new Promise((done, failed) => {
  createServer({ allowHalfOpen: true, noDelay: true }, forward).once('error', failed).listen(Number(port), host, done);
});
(async () => {
  await listen('127.0.0.1');
  // Not every machine has it.
  await listen('::1').catch(() => {});
  process.stdout.write('ready');
})();`;

/**
 * Runs in the network of its own, as the user of the job: `node -e LAUNCHER -- <forwarder> <socket>
 * <port> <command> <arguments…>`, with the environment of the program as JSON in its input, where
 * nobody else can read it. Signals go to the whole group, and it ends as the program ends.
 */
export const LAUNCHER = `
const { spawn } = require('node:child_process');
const { networkInterfaces } = require('node:os');
const { text } = require('node:stream/consumers');
const { once } = require('node:events');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const name of signals) process.on(name, () => {});
const [, forwarder, socket, port, command, ...args] = process.argv;
const fail = (error) => {
  process.stderr.write(error.message + '\\n');
  process.exit(125);
};
(async () => {
  const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo');
  if (others.length > 0) throw new Error('the network has a way out: ' + others.join(', '));
  const env = JSON.parse(await text(process.stdin));
  const way = spawn(process.execPath, ['-e', forwarder, '--', socket, port], { stdio: ['ignore', 'pipe', 'ignore'] });
  way.once('exit', () => fail(new Error('the way to the scratch server was closed')));
  await once(way.stdout, 'data');
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  child.once('error', fail);
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
})().catch(fail);`;
