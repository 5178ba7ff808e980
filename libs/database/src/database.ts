import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { DataSource, type EntityManager, type EntitySchema, type ObjectLiteral, type Repository } from 'typeorm';
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
 * A client with an error listener from the start. The pool returns a client before a listener is attached, and an error
 * in between would end the process. It also records the errors of all statements.
 */
class SturdyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    this.connection.on('errorMessage', ({ code }: { readonly code?: string }) => recordServerError(code));
  }
}

/** Parameters of a connection pool. */
export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** Maximum number of connections. */
  readonly poolSize: number;
  readonly entities?: EntitySchema[];
}

/** One connection of the pool, reserved for the caller. */
export interface Session {
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement. @returns the number of affected rows */
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** Whether the server or the network has closed the connection. */
  isLost(): boolean;
  /** Returns the connection to the pool. The session must hold no locks and no changed settings. */
  release(): void;
  /** Closes the connection. */
  end(): void;
}

/**
 * The connection pool of one service, under its own role. Transactions are ambient: every statement inside
 * `transaction` takes part in it. Statements are prepared once per connection, named by a hash of their text.
 */
export class Database {
  private readonly ambient = new AsyncLocalStorage<Ambient | undefined>();
  private readonly names = new Map<string, string>();
  private readonly sessions = new Set<Session>();

  private constructor(private readonly source: DataSource) {}

  /** @throws the driver's error if the server cannot be reached or refuses the role */
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
      poolErrorHandler: () => undefined, // the pool replaces a closed idle connection at the next use
    });
    await source.initialize();
    return new Database(source);
  }

  /**
   * Runs the work in one transaction, or joins the ambient one. Sets `app.role`, `app.office` and `app.client` from
   * `actor` for the transaction.
   * @param lockTimeoutMs maximum wait of a statement for a lock; default: the role's `lock_timeout`
   */
  async transaction<T>(work: () => Promise<T>, actor?: Actor, lockTimeoutMs?: number): Promise<T> {
    if (this.ambient.getStore()) return work();
    const afterCommit: (() => void)[] = [];
    const result = await this.source.transaction(async manager => {
      const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
      return this.ambient.run({ manager, client, afterCommit }, async () => {
        if (actor)
          await this.sql(
            `SELECT
               set_config('app.role', $1, true),
               set_config('app.office', $2, true),
               set_config('app.client', $3, true),
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
    for (const callback of afterCommit) callback();
    return result;
  }

  /**
   * Runs the work in a separate transaction on another connection, even inside an ambient transaction. It commits
   * independently of the ambient one. Used for rows that must exist before they can be locked in order.
   */
  separateTransaction<T>(work: () => Promise<T>, actor?: Actor, lockTimeoutMs?: number): Promise<T> {
    return this.ambient.run(undefined, () => this.transaction(work, actor, lockTimeoutMs));
  }

  /** Runs one statement, in the ambient transaction if there is one. @throws the pg error (`code`, `constraint`) */
  async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.query<Row>(text, values)).rows;
  }

  /**
   * Like `sql`, but planned at each call: for statements built per request, and where the best plan changes with the
   * size of a table.
   */
  async unprepared<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await (this.ambient.getStore()?.client ?? this.pool).query<Row>(text, [...values])).rows;
  }

  /** Like `sql`. @returns the number of affected rows */
  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.query(text, values)).rowCount ?? 0;
  }

  /** TypeORM's entity manager, of the ambient transaction if there is one. */
  get manager(): EntityManager {
    return this.ambient.getStore()?.manager ?? this.source.manager;
  }

  /** The repository of a schema among the pool's `entities`, in the ambient transaction if there is one. */
  repository<Row extends ObjectLiteral>(schema: EntitySchema<Row>): Repository<Row> {
    return this.manager.getRepository(schema);
  }

  get inTransaction(): boolean {
    return this.ambient.getStore() !== undefined;
  }

  /** Calls back after the ambient transaction has committed; immediately without one. */
  afterCommit(callback: () => void): void {
    const ambient = this.ambient.getStore();
    if (ambient) ambient.afterCommit.push(callback);
    else callback();
  }

  /** Reserves a connection until the caller gives it back or ends it. It keeps its session locks. */
  async session(): Promise<Session> {
    const client = await this.pool.connect();
    let lost = false;
    const markLost = (): void => {
      lost = true;
    };
    client.on('error', markLost);
    const release = (withConnection: boolean): void => {
      if (!this.sessions.delete(session)) return;
      client.off('error', markLost);
      client.release(withConnection);
    };
    const session: Session = {
      sql: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
        (await client.query<Row>({ name: this.nameOf(text), text, values: [...values] })).rows,
      run: async (text, values = []) =>
        (await client.query({ name: this.nameOf(text), text, values: [...values] })).rowCount ?? 0,
      isLost: () => lost,
      release: () => release(false),
      end: () => {
        lost = true;
        release(true);
      },
    };
    this.sessions.add(session);
    return session;
  }

  /**
   * Checks that the server answers. Closes a connection that does not answer in time, so that the pool opens a new one.
   * @throws the driver's error if the server does not answer
   */
  async ping(withinMs: number): Promise<void> {
    const session = await this.session();
    const timer = setTimeout(() => session.end(), withinMs);
    try {
      await session.sql('SELECT 1');
      session.release();
    } catch (error) {
      session.end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Number of open and idle connections, of waiting callers, and the pool's maximum. */
  get connections(): { readonly open: number; readonly idle: number; readonly waiting: number; readonly most: number } {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    return { open: totalCount, idle: idleCount, waiting: waitingCount, most: options.max };
  }

  /** Closes all connections, including reserved sessions, for which the pool would wait forever. */
  async close(): Promise<void> {
    for (const session of this.sessions) session.end();
    if (this.source.isInitialized) await this.source.destroy();
  }

  /** Nest calls this last, after all requests and consumers have ended. */
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

  /** Derives the statement name from its text: one name with two texts fails per connection. */
  private nameOf(text: string): string {
    let name = this.names.get(text);
    if (!name) this.names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 24)));
    return name;
  }
}
