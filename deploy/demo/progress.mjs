/** Shows how far the city has lived: a bar in a terminal, else a line for each month. @returns `told` and `done` */
export const progress = async language => {
  if (process.stderr.isTTY) {
    const { default: cli } = await import('cli-progress');
    const bar = new cli.SingleBar({ format: '{bar} {percentage}%  {date}', hideCursor: true, clearOnComplete: true }, cli.Presets.shades_classic);
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
