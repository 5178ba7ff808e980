/** Loads the progress bar; undefined if it is not installed, since the demo also runs without installed packages. */
const loadBar = () =>
  import('cli-progress').then(
    ({ default: cli }) => cli,
    () => undefined,
  );

/** Shows the progress: a bar in a terminal, otherwise a line for each month. @returns `update` and `done` */
export const progress = async language => {
  const cli = process.stderr.isTTY ? await loadBar() : undefined;
  if (cli) {
    const bar = new cli.SingleBar(
      { format: '{bar} {percentage}%  {date}', hideCursor: true, clearOnComplete: true },
      cli.Presets.shades_classic,
    );
    let isShown = false;
    return {
      update: (done, total, date) => {
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
    update: (_done, _total, date) => {
      const now = month.format(new Date(date));
      if (now !== last) console.error(`${now} ...`);
      last = now;
    },
    done: () => undefined,
  };
};
