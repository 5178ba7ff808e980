import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { freePort } from '../../deploy/kafka/ports.mjs';
import { until } from '../kit/city.js';
import { ProxyLink } from './lab/link.js';

describe('ProxyLink', () => {
  let server: Server;
  let link: ProxyLink;
  let received: string;
  const sockets: Socket[] = [];
  const remember = (socket: Socket): Socket => {
    sockets.push(socket.on('error', () => undefined));
    return socket;
  };

  /** @param serve handles an upstream connection; echoes by default */
  const linked = async (
    serve: (socket: Socket) => void = socket => {
      socket.pipe(socket);
    },
  ): Promise<void> => {
    received = '';
    server = createServer({ allowHalfOpen: true }, socket => {
      remember(socket).on('data', chunk => {
        received += String(chunk);
      });
      serve(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    link = await ProxyLink.open('test -> upstream', await freePort(), (server.address() as AddressInfo).port);
  };
  const client = async (): Promise<Socket> => {
    const socket = remember(connect({ port: link.port, host: '127.0.0.1', allowHalfOpen: true }));
    await once(socket, 'connect');
    return socket;
  };
  const responseTo = async (socket: Socket, question: string): Promise<string> => {
    socket.write(question);
    const [answer] = await once(socket, 'data');
    return String(answer);
  };
  /** Resolves to how the connection ended. */
  const end = (socket: Socket): Promise<string> =>
    new Promise(resolve => {
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code!));
      socket.once('end', () => resolve('end'));
    });
  afterEach(() => {
    link.close();
    server.close();
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  test('forwards the half-close of a request before the response', async () => {
    await linked(socket => {
      socket.once('end', () => socket.end('all received'));
    });
    const socket = await client();
    socket.end('question');
    expect(await text(socket)).toBe('all received');
    expect(received).toBe('question');
  });

  test('forwards more data than any buffer holds to a slow reader', async () => {
    const much = 'tuntas '.repeat(3_000_000);
    await linked(socket => {
      socket.end(much);
    });
    const socket = await client();
    let read = '';
    for await (const chunk of socket) {
      read += String(chunk);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    expect(read === much).toBe(true);
  });

  test('when cut, resets open connections and refuses new ones until it is restored', async () => {
    await linked();
    const socket = await client();
    expect(await responseTo(socket, 'a')).toBe('a');
    const ended = end(socket);
    link.cut();
    expect(await ended).toBe('ECONNRESET');
    await expect(client()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    link.restore();
    expect(await responseTo((await until(() => client().catch(() => null))) as Socket, 'b')).toBe('b');
  });

  test('when frozen, keeps connections and forwards nothing until it is restored', async () => {
    await linked();
    const before = await client();
    expect(await responseTo(before, 'a')).toBe('a');
    link.freeze();
    const during = await client();
    let answers = '';
    for (const socket of [before, during])
      socket
        .on('data', chunk => {
          answers += String(chunk);
        })
        .write('b');
    const other = await ProxyLink.open('another', await freePort(), (server.address() as AddressInfo).port);
    const past = remember(connect(other.port, '127.0.0.1'));
    expect(await responseTo(past, 'c')).toBe('c'); // by now, all traffic outside the frozen link has been forwarded
    other.close();
    expect([received, answers]).toEqual(['ac', '']);
    link.restore();
    await until(async () => answers === 'bb');
  });

  test('when losing answers, forwards requests and resets the connections, then works again', async () => {
    await linked();
    link.loseAnswers(2);
    for (const question of ['a', 'b']) {
      const socket = await client();
      const ended = end(socket);
      socket
        .on('data', () => {
          throw new Error('an answer was forwarded');
        })
        .write(question);
      expect(await ended).toBe('ECONNRESET');
    }
    expect(received).toBe('ab');
    expect(await responseTo(await client(), 'c')).toBe('c');
  });

  test('resets a client if the upstream is down', async () => {
    await linked();
    server.close();
    const socket = remember(connect(link.port, '127.0.0.1'));
    expect(await end(socket)).toBe('ECONNRESET');
  });
});
