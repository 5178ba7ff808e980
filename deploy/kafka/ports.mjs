import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/** @returns whether the port is free on 127.0.0.1 */
export const isFree = port =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', error => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * Finds a free port below the ephemeral range, so that the system does not assign it while its broker is down.
 * @param {number} [taken] a port that must not be returned
 */
export const freePort = async taken => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (port !== taken && (await isFree(port))) return port;
  }
};

// Metadata request, version 4, without topics: length, api, version, correlation, no client id, topics, no creation.
const metadataRequest = Buffer.from('0000000f' + '0003' + '0004' + '00000001' + 'ffff' + '00000000' + '00', 'hex');
const brokerCountOffset = 12;
const timeoutMs = 1_000;

/** @returns whether a broker answers on the port and lists at least one broker in its metadata */
export const answers = port =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(metadataRequest));
    let answer = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.on('data', chunk => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= brokerCountOffset + 4) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.once('close', () =>
      resolve(answer.length >= brokerCountOffset + 4 && answer.readInt32BE(brokerCountOffset) > 0),
    );
  });
