import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/** @returns whether nobody listens there on 127.0.0.1 */
export const isFree = port =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', error => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * A free port below those that the system lends to connections: none is lent away while its broker is down.
 * @param {number} [taken] another one that is about to be used
 */
export const freePort = async taken => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (port !== taken && (await isFree(port))) return port;
  }
};

// Metadata, version 4, of no topic: length, api, version, correlation, no client id, topics, no creation.
const whoIsThere = Buffer.from('0000000f' + '0003' + '0004' + '00000001' + 'ffff' + '00000000' + '00', 'hex');
const brokerCountAt = 12;
const patienceMs = 1_000;

/** @returns whether a broker answers there and counts itself as one in service */
export const answers = port =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(whoIsThere));
    let answer = Buffer.alloc(0);
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', chunk => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= brokerCountAt + 4) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(answer.length >= brokerCountAt + 4 && answer.readInt32BE(brokerCountAt) > 0));
  });
