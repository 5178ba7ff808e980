import {
  checkPort,
  createLog,
  exitOnSignals,
  needsOfGateway,
  readConfigFor,
  speaker,
  startTracing,
  stopOnSignals,
  tellReady,
  tolerateClosedTerminal,
  watchNode,
} from '@tuntas/service';
import { createGateway } from './gateway.js';

const say = speaker('gateway');
tolerateClosedTerminal();
try {
  watchNode();
  const config = readConfigFor(needsOfGateway);
  await checkPort(config);
  const log = createLog('gateway', config);
  const tracing = await startTracing('gateway', config, log);
  const started = exitOnSignals();
  const { server, knowsAll } = await createGateway(config, log);
  started();
  stopOnSignals(log, async () => {
    await server.close();
    await tracing.stop();
  });
  const address = await server.listen({ port: config.port, host: config.host });
  await knowsAll;
  tellReady(say, address);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
