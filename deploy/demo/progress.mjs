/**
 * The package of the bar; undefined where it is not installed, as nothing need be to play in a system that runs
 * elsewhere.
 */
const bars = () =>
  import('cli-progress').then(
    ({ default: cli }) => cli,
    () => undefined,
  );

/** Shows how far the city has lived: a bar in a terminal, else a line for each month. @returns `told` and `done` */
export const progress = async language => {
  const cli = process.stderr.isTTY ? await bars() : undefined;
  if (cli) {
    const bar = new cli.SingleBar(
      { format: '{bar} {percentage}%  {date}', hideCursor: true, clearOnComplete: true },
      cli.Presets.shades_classic,
    );
    let isShown = false;
    return {
      told: (done, total, date) => {
        if (!isShown) bar.start(total, 0, { date });
        isShown = true;
        bar.update(done, { date });
      },
      done: () => bar.stop(),
    };
  }
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' });
  let last;
  return {
    told: (_done, _total, date) => {
      const now = month.format(new Date(date));
      if (now !== last) console.error(`${now} ...`);
      last = now;
    },
    done: () => undefined,
  };
};
