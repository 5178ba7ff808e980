import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const attempts = 5;

/** An error that is printed to the user of the demo as one sentence. */
export class DemoError extends Error {}

/** A client of a running Tuntas that uses only its public API. */
export class City {
  #tokens = new Map();

  /** @param {string} url @param {'id' | 'en'} language of the responses */
  constructor(url, language) {
    Object.assign(this, { url: url.replace(/\/+$/, ''), language });
  }

  /** @param {string} as a role, optionally with office and name: `officer:PUPR`, `integrator::web` */
  get(path, as) {
    return this.#demand('GET', path, undefined, { as });
  }

  /** @param {{ as?: string, code?: string }} who staff, the citizen with the access code, or a clerk with both */
  post(path, body, who) {
    return this.#demand('POST', path, body, who);
  }

  /** The number of items of a filtered list. */
  async count(path, filter, as) {
    return (await this.get(`${path}/count?${new URLSearchParams(filter)}`, as)).count;
  }

  /** All items of a list, over all pages. */
  async all(path, filter, as) {
    const items = [];
    for (let next = ''; next !== null;) {
      const page = await this.get(
        `${path}?${new URLSearchParams({ ...filter, limit: '200', ...(next && { cursor: next }) })}`,
        as,
      );
      items.push(...page.items);
      next = page.next;
    }
    return items;
  }

  /** Moves business time to the instant. Returns after all clocks due until then have been processed. */
  async set(instant) {
    await this.post('/dev/clock', { set: instant }, {});
  }

  async now() {
    return new Date((await this.get('/dev/clock')).now);
  }

  /** Sends a request and returns the response with any status. @throws DemoError if the server does not answer */
  async ask(method, path, body, { as, code } = {}, headers = {}) {
    const authorization = as ? { authorization: `Bearer ${await this.#token(as)}` } : {};
    const typed = body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      const answer = await fetch(`${this.url}${path}`, {
        method,
        headers: {
          'accept-language': this.language,
          ...authorization,
          ...typed,
          ...(code && { 'x-access-code': code }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = (answer.headers.get('content-type') ?? '').includes('json');
      return {
        status: answer.status,
        retryAfter: Number(answer.headers.get('retry-after') ?? 1),
        body: isJson ? JSON.parse(text) : text,
      };
    } catch (error) {
      throw new DemoError(`${this.url} does not answer (${error.cause?.code ?? error.message}).`);
    }
  }

  /**
   * Sends a request and retries it on 503 with the same idempotency key.
   * @throws DemoError for any other status of 300 and above
   */
  async #demand(method, path, body, who = {}) {
    const headers = method === 'POST' && path.startsWith('/v1/') ? { 'idempotency-key': randomUUID() } : {};
    for (let attempt = 1; ; attempt++) {
      const answer = await this.ask(method, path, body, who, headers);
      if (answer.status < 300) return answer.body;
      if (answer.status !== 503 || attempt === attempts)
        throw new DemoError(
          `${method} ${path}: ${answer.status} ${answer.body?.code ?? ''} ${JSON.stringify(answer.body?.detail ?? answer.body)}`,
        );
      await pause(answer.retryAfter * 1_000);
    }
  }

  #token(as) {
    if (!this.#tokens.has(as)) this.#tokens.set(as, this.#askToken(as));
    return this.#tokens.get(as);
  }

  async #askToken(as) {
    const [role, office, name] = as.split(':');
    return (await this.post('/dev/token', { role, ...(office && { office }), ...(name && { name }) }, {})).accessToken;
  }
}
