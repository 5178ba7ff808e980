import {
  checkPort,
  createLog,
  exitOnSignals,
  requiredByGateway,
  readSettings,
  announcer,
  startTracing,
  stopOnSignals,
  announceReady,
  tolerateClosedTerminal,
  watchNode,
} from '@tuntas/platform';
import { createGateway } from './gateway.js';
import { gatewaySettings } from './gateway.settings.js';

const announce = announcer('gateway');
tolerateClosedTerminal();
try {
  watchNode();
  const {
    config,
    settings: [{ upstreams }],
  } = readSettings([gatewaySettings], requiredByGateway);
  await checkPort(config);
  const log = createLog('gateway', config);
  const tracing = await startTracing('gateway', config, log);
  const started = exitOnSignals();
  const { server, allRoutesLoaded: knowsAll } = await createGateway(
    { upstreams, trustedProxies: config.trustedProxies },
    log,
  );
  started();
  stopOnSignals(log, async () => {
    await server.close();
    await tracing.stop();
  });
  const address = await server.listen({ port: config.port, host: config.host });
  await knowsAll;
  announceReady(announce, address);
} catch (error) {
  announce(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
