import pg from 'pg';
import type { Cause } from '@tuntas/contracts';
import { Database, roleNames, UuidV7Ids, type LoginRole } from '@tuntas/database';
import { Outbox, LoopNotifier, type OutgoingEvent } from '@tuntas/eventlog';
import { systemActor } from '@tuntas/kernel';
import { referenceEntities } from '@tuntas/reference';
import { createDatabase, deployment, rolePasswords } from './database.js';

export const cause: Cause = { correlationId: 'request-1', causationId: 'request-1' };
const loginOf = (role: LoginRole): string => roleNames(deployment).login(role);

/** A migrated database without running services, for tests of single parts of the event backbone. */
export class BareDatabase {
  private readonly opened: Database[] = [];
  private readonly cleanups: (() => Promise<void>)[] = [];

  private constructor(
    readonly adminUrl: string,
    private readonly admin: pg.Pool,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async make(): Promise<BareDatabase> {
    const { adminUrl, drop } = await createDatabase();
    const admin = new pg.Pool({ connectionString: adminUrl, max: 6 });
    admin.on('error', () => undefined);
    return new BareDatabase(adminUrl, admin, drop);
  }

  /** Registers work that must finish before the connections close. */
  atEnd(cleanup: () => Promise<void>): void {
    this.cleanups.push(cleanup);
  }

  async drop(): Promise<void> {
    await Promise.all(this.cleanups.map(cleanup => cleanup()));
    await Promise.all(this.opened.map(database => database.close()));
    await this.admin.end();
    await this.dropDatabase();
  }

  /** Opens a connection pool with the role of a service. The superuser's connections are never terminated by `cut`. */
  async openAs(role: LoginRole | 'superuser', poolSize = 4): Promise<Database> {
    const url = new URL(this.adminUrl);
    if (role !== 'superuser') Object.assign(url, { username: loginOf(role), password: rolePasswords()[role] });
    const database = await Database.open({
      url: url.href,
      name: `test-${role}`,
      poolSize,
      entities: referenceEntities,
    });
    this.opened.push(database);
    return database;
  }

  /** Runs a statement as superuser. */
  async sql<Row extends pg.QueryResultRow = Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.admin.query<Row>(text, values)).rows;
  }

  /** A superuser's connection that the caller releases; for tests that hold locks. */
  connection(): Promise<pg.PoolClient> {
    return this.admin.connect();
  }

  /** Counts the statements of a role that currently wait for a lock. */
  async waiting(role: LoginRole): Promise<number> {
    const [row] = await this.sql<{ n: number }>(
      `SELECT count(*)::int AS n
       FROM pg_stat_activity
       WHERE datname = current_database() AND usename = $1 AND wait_event_type = 'Lock'`,
      [loginOf(role)],
    );
    return row!.n;
  }

  /** Terminates the connections of a role that are inside a transaction. @returns how many there were */
  async cut(role: LoginRole): Promise<number> {
    const rows = await this.sql(
      `SELECT pg_terminate_backend(pid)
       FROM pg_stat_activity
       WHERE datname = current_database() AND usename = $1 AND xact_start IS NOT NULL`,
      [loginOf(role)],
    );
    return rows.length;
  }

  async outboxIsEmpty(): Promise<boolean> {
    const [row] = await this.sql<{ empty: boolean }>('SELECT NOT EXISTS (SELECT FROM eventlog.outbox) AS empty');
    return row!.empty;
  }
}

/** Publishes events as a service does: under the lock of the subject's stream row, which counts the sequence. */
export class Publisher {
  private readonly outbox: Outbox;

  private constructor(
    private readonly database: Database,
    notifier: LoopNotifier,
  ) {
    this.outbox = new Outbox(database, new UuidV7Ids(), notifier);
  }

  static async on(bare: BareDatabase, { wake = new LoopNotifier(), writers = 4 } = {}): Promise<Publisher> {
    await bare.sql(`CREATE SCHEMA IF NOT EXISTS toy`);
    await bare.sql(
      `CREATE TABLE IF NOT EXISTS toy.heads (subject text PRIMARY KEY, sequence bigint NOT NULL DEFAULT 0)`,
    );
    return new Publisher(await bare.openAs('superuser', writers), wake);
  }

  /** Publishes `count` events of one subject in one transaction, in sequence. */
  async publish(subject: string, count = 1, beforeCommit: () => Promise<void> = async () => undefined): Promise<void> {
    await this.database.run('INSERT INTO toy.heads (subject) VALUES ($1) ON CONFLICT DO NOTHING', [subject]);
    await this.database.transaction(async () => {
      const [stream] = await this.database.sql<{ sequence: number }>(
        'SELECT sequence FROM toy.heads WHERE subject = $1 FOR UPDATE',
        [subject],
      );
      await this.outbox.append(Array.from({ length: count }, (_, i) => accepted(subject, stream!.sequence + i + 1)));
      await this.database.run('UPDATE toy.heads SET sequence = sequence + $2 WHERE subject = $1', [subject, count]);
      await beforeCommit();
    });
  }
}

const accepted = (subject: string, sequence: number): OutgoingEvent => ({
  subject,
  sequence,
  time: new Date('2026-03-17T01:00:00Z'),
  actor: systemActor('test'),
  cause,
  event: { type: 'complaint.accepted.v1', data: { cycle: 1, texts: [], office: 'PUPR' } },
});

/** A promise that a test resolves from outside. */
export class Gate {
  open!: () => void;
  readonly passed = new Promise<void>(resolve => {
    this.open = resolve;
  });
}
