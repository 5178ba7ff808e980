const timeZone = 'Asia/Makassar';
const locales = { id: 'id-ID', en: 'en-GB' };

/** Formats numbers and dates for a language, in the time zone of the city. */
export const wording = language => {
  const of = options => new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  const [day, time] = [
    of({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  ];
  const number = digits =>
    new Intl.NumberFormat(locales[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    day: instant => day.format(new Date(instant)),
    time: instant => time.format(new Date(instant)),
    decimal: value => number(1).format(value),
  };
};

/** Joins the pieces into lines of at most `width` characters. */
export const wrap = (pieces, joint, width) => {
  const lines = [];
  for (const piece of pieces) {
    const joined = lines.length > 0 && `${lines.at(-1)}${joint}${piece}`;
    if (joined && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  return lines;
};
