// `node --import wrong-clock.mjs x.js`: runs a process whose clock is wrong by WRONG_CLOCK_MS from the start.
const wrongMs = Number(process.env['WRONG_CLOCK_MS']);
if (!Number.isSafeInteger(wrongMs)) throw new Error('WRONG_CLOCK_MS must be a whole number of milliseconds.');

const Right = Date;
const now = () => Right.now() + wrongMs;
globalThis.Date = new Proxy(Right, {
  apply: () => new Right(now()).toString(),
  construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
Right.prototype.constructor = globalThis.Date;
