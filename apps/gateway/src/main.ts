import { createLog, exitOnSignals, needsOfGateway, readConfigFor, speaker, stopOnSignals, tellReady, watchNode } from '@tuntas/service';
import { createGateway } from './gateway.js';

const say = speaker('gateway');
try {
  watchNode();
  const config = readConfigFor(needsOfGateway);
  const log = createLog('gateway', config);
  const started = exitOnSignals();
  const { server, knowsAll } = await createGateway(config, log);
  started();
  stopOnSignals(log, () => server.close());
  const address = await server.listen({ port: config.port, host: config.host });
  await knowsAll;
  tellReady(say, address);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
