const { once } = require('node:events');

module.exports = async () => {
  const { tuntasTestPostgres: keeper } = globalThis;
  if (!keeper) return;
  keeper.ref();
  keeper.disconnect();
  await once(keeper, 'exit');
};
