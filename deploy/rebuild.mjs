// Rebuilds the read side from the log: cards, timelines and the summary. It resets the consumer of queries, which then
// processes all events again.
import { startEmbeddedPostgres } from '@tuntas/database';
import { resetConsumer } from '@tuntas/eventlog';
import { requiredByRebuild, readConfigFor, announcer } from '@tuntas/platform';

const log = announcer('rebuild');
try {
  const config = readConfigFor(requiredByRebuild);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log });
  try {
    const events = await resetConsumer(server.url, 'queries');
    log(
      `The read side is empty; ${events} events are to be processed again.` +
        (config.databaseUrl ? '' : ' Start Tuntas to process them.'),
    );
    if (config.kafka) log('On Kafka restart queries: it reads its position when it joins its group.');
  } finally {
    await server.stop();
  }
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
