// Has the read side made anew from the log: cards, timelines, the summary. The events are then heard from the first one
// on, by queries itself.
import { startEmbeddedPostgres } from '@tuntas/database';
import { resetConsumer } from '@tuntas/eventlog';
import { requiredByRebuild, readConfigFor, announcer } from '@tuntas/service';

const say = announcer('rebuild');
try {
  const config = readConfigFor(requiredByRebuild);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log: say });
  try {
    const events = await resetConsumer(server.url, 'queries');
    say(
      `The read side is empty; ${events} events are to be heard anew.${config.databaseUrl ? '' : ' Start Tuntas to have that done.'}`,
    );
    if (config.kafka) say('On Kafka start queries again: it looks for its place when it joins its group.');
  } finally {
    await server.stop();
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
