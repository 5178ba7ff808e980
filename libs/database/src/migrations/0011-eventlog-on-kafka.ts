import type { SchemaStep } from './schema-step.js';

/**
 * Supports a log on Kafka: a position per partition, the end of each partition, and the lag of consumers for both kinds
 * of log.
 */
export const eventlogOnKafka: SchemaStep = {
  name: 'EventlogOnKafka1763800000001',
  schema: 'eventlog',
  sql: ({ to }) => `
    ALTER TABLE eventlog.positions ADD partition integer NOT NULL DEFAULT 0;
    ALTER TABLE eventlog.positions DROP CONSTRAINT positions_pkey;
    ALTER TABLE eventlog.positions ADD PRIMARY KEY (consumer, partition);

    -- What the relay has sent; a position is an offset + 1, so that 0 stands before everything.
    CREATE TABLE eventlog.kafka_ends (partition integer PRIMARY KEY, position bigint NOT NULL);

    CREATE VIEW eventlog.lag AS
      WITH ends AS (
        SELECT 0 AS partition, coalesce(max(position), 0) AS position FROM eventlog.log
        UNION ALL SELECT partition, position FROM eventlog.kafka_ends
      )
      SELECT p.consumer, sum(greatest(e.position - p.position, 0))::bigint AS behind
      FROM eventlog.positions p JOIN ends e USING (partition) GROUP BY p.consumer;

    GRANT SELECT, INSERT, UPDATE ON eventlog.kafka_ends TO ${to('relay')};
    GRANT SELECT ON eventlog.lag TO ${to('sla', 'queries')};`,
};
