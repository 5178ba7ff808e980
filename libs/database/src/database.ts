import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import type { Actor } from '@tuntas/kernel';
import { recordServerError } from './disk-full.js';

export type { EntitySchema } from 'typeorm';

const bigintOid = 20;
pg.types.setTypeParser(bigintOid, Number); // sequences and positions stay far below 2^53

interface Ambient {
  readonly manager: EntityManager;
  readonly client: pg.PoolClient;
  readonly afterCommit: (() => void)[];
}

/**
 * The pool hands a client over a moment before anybody listens to it; an error in between would end the process. Errors
 * of statements are heard here for all.
 */
class SturdyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    this.connection.on('errorMessage', ({ code }: { readonly code?: string }) => recordServerError(code));
  }
}

/** Where a connection pool leads to. */
export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** Connections at most. */
  readonly poolSize: number;
  readonly entities?: EntitySchema[];
}

export interface Session {
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Like `sql`, for statements that matter by how many rows they touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** Whether the server or the network has ended it. */
  isLost(): boolean;
  /** For further use by others; nothing of it may be locked or set. */
  giveBack(): void;
  end(): void;
}

/**
 * One service's connections, under its own role. A transaction is ambient: whatever runs inside `transaction` and asks
 * for `sql` takes part in it. Statements are prepared once per connection, named by their text.
 */
export class Database {
  private readonly ambient = new AsyncLocalStorage<Ambient | undefined>();
  private readonly names = new Map<string, string>();
  private readonly sessions = new Set<Session>();

  private constructor(private readonly source: DataSource) {}

  /** @throws the driver's error where the server cannot be reached or refuses the role */
  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.name,
      poolSize: options.poolSize,
      entities: options.entities ?? [],
      synchronize: false,
      logging: false,
      extra: {
        Client: SturdyClient,
        connectionTimeoutMillis: 10_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      },
      poolErrorHandler: () => undefined, // an idle connection that the server closed is replaced at the next use
    });
    await source.initialize();
    return new Database(source);
  }

  /**
   * Runs the work in one transaction, or joins the one that is already open here. `actor` becomes `app.role`,
   * `app.office` and `app.client` for the length of the transaction.
   * @param lockTimeoutMs how long a statement may wait for a lock; the role's own limit where absent
   */
  async transaction<T>(work: () => Promise<T>, actor?: Actor, lockTimeoutMs?: number): Promise<T> {
    if (this.ambient.getStore()) return work();
    const afterCommit: (() => void)[] = [];
    const result = await this.source.transaction(async manager => {
      const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
      return this.ambient.run({ manager, client, afterCommit }, async () => {
        if (actor)
          await this.sql(
            `SELECT set_config('app.role', $1, true), set_config('app.office', $2, true), set_config('app.client', $3, true),
             set_config('lock_timeout', coalesce($4, current_setting('lock_timeout')), true)`,
            [
              actor.role,
              actor.office ?? '',
              actor.client ?? '',
              lockTimeoutMs === undefined ? null : `${lockTimeoutMs}ms`,
            ],
          );
        return work();
      });
    });
    for (const tell of afterCommit) tell();
    return result;
  }

  /**
   * Runs the work in a transaction of its own, on another connection, even while one is open here; committed whatever
   * becomes of that one. For rows that must exist before they can be locked in order.
   */
  apart<T>(work: () => Promise<T>, actor?: Actor, lockTimeoutMs?: number): Promise<T> {
    return this.ambient.run(undefined, () => this.transaction(work, actor, lockTimeoutMs));
  }

  /** Runs one statement in the ambient transaction, or alone. @throws the raw pg error (`code`, `constraint`) */
  async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.query<Row>(text, values)).rows;
  }

  /**
   * Like `sql`, but planned anew each time: for texts that are put together per request, and where the best plan
   * changes with the size of a table.
   */
  async unprepared<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await (this.ambient.getStore()?.client ?? this.pool).query<Row>(text, [...values])).rows;
  }

  /** Like `sql`, for statements that matter by how many rows they touched. */
  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.query(text, values)).rowCount ?? 0;
  }

  /** TypeORM's manager for entities: of the ambient transaction, or a plain one. */
  get manager(): EntityManager {
    return this.ambient.getStore()?.manager ?? this.source.manager;
  }

  get inTransaction(): boolean {
    return this.ambient.getStore() !== undefined;
  }

  /** Calls back once the ambient transaction has committed; at once where there is none. */
  afterCommit(tell: () => void): void {
    const ambient = this.ambient.getStore();
    if (ambient) ambient.afterCommit.push(tell);
    else tell();
  }

  /** A session for as long as the caller keeps it: what it locks, it holds. */
  async session(): Promise<Session> {
    const client = await this.pool.connect();
    let lost = false;
    const lose = (): void => {
      lost = true;
    };
    client.on('error', lose);
    const leave = (withConnection: boolean): void => {
      if (!this.sessions.delete(session)) return;
      client.off('error', lose);
      client.release(withConnection);
    };
    const session: Session = {
      sql: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
        (await client.query<Row>({ name: this.nameOf(text), text, values: [...values] })).rows,
      run: async (text, values = []) =>
        (await client.query({ name: this.nameOf(text), text, values: [...values] })).rowCount ?? 0,
      isLost: () => lost,
      giveBack: () => leave(false),
      end: () => {
        lost = true;
        leave(true);
      },
    };
    this.sessions.add(session);
    return session;
  }

  /**
   * Asks the server for a sign of life. A connection that gives none in time is ended, so that the pool opens another
   * one.
   * @throws the driver's error where there is none
   */
  async demandLife(withinMs: number): Promise<void> {
    const session = await this.session();
    const timer = setTimeout(() => session.end(), withinMs);
    try {
      await session.sql('SELECT 1');
      session.giveBack();
    } catch (error) {
      session.end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** How many connections there are, and how many wait for one. */
  get connections(): { readonly open: number; readonly idle: number; readonly waiting: number; readonly most: number } {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    return { open: totalCount, idle: idleCount, waiting: waitingCount, most: options.max };
  }

  /** Ends what is open; sessions too, for which the pool would wait for ever. */
  async close(): Promise<void> {
    for (const session of this.sessions) session.end();
    if (this.source.isInitialized) await this.source.destroy();
  }

  /** Nest calls this last, when no request and no consumer is left. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    const statement = { name: this.nameOf(text), text, values: [...values] };
    const ambient = this.ambient.getStore();
    return ambient ? ambient.client.query<Row>(statement) : this.pool.query<Row>(statement);
  }

  private get pool(): pg.Pool {
    return (this.source.driver as unknown as { master: pg.Pool }).master;
  }

  /** One name with two texts fails now and then, per connection: names come from the text. */
  private nameOf(text: string): string {
    let name = this.names.get(text);
    if (!name) this.names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 24)));
    return name;
  }
}
