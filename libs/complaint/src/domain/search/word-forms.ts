/**
 * Verbs that lose their first letter after me- and pe-. The stemmer of PostgreSQL does not restore it: "menambal" is a
 * form of "tambal".
 */
const roots = `
  tambal tumpuk tutup tagih tarik tebang tanam tunggu tolak tangkap tertib tuduh tulis tegur timbun tinjau tabrak tambah tampung tangani tunda tunjuk tukar tahan tuntut
  kirim kumpul kotor kunci kubur keluh kutip kuras kelola kenal kerja kira kosong kurang keruk kecewa`
  .trim()
  .split(/\s+/);

const shape = /^(?:di|ter|ta|ba)?(.+?)(?:kan|an|i)?(?:nya)?$/;
const nasalShape = /^(?:me|pe|ma|pa)?(ng?)([aiueo].+?)(?:kan|an|i)?(?:nya)?$/;
const known = new Set(roots);

/** The root of a listed verb in any typed form, including colloquial forms such as "numpuk". */
const rootOf = (word: string): string | undefined => {
  const [, nasal, rest] = nasalShape.exec(word) ?? [];
  const [, plain] = shape.exec(word) ?? [];
  return [plain, nasal && `${nasal === 'n' ? 't' : 'k'}${rest}`]
    .flatMap(root => (root === undefined ? [] : [root, `${root}k`, `${root}i`]))
    .find(root => known.has(root));
};

const nasalised = (root: string): readonly string[] => {
  const [nasal, rest] = [root.startsWith('t') ? 'n' : 'ng', root.slice(1)];
  // the stemmer removes -kan from "tumpukan"
  return [root, `me${nasal}${rest}`, `${nasal}${rest}`, ...(root.endsWith('k') ? [`${root}an`] : [])];
};

const longEnoughForPrefix = 5;

/**
 * A word and the forms that the stemmer would treat as different words: verbs with a lost first letter, and the Banjar
 * prefix ba-, which corresponds to Indonesian ber-.
 */
export const formsOf = (word: string): readonly string[] => {
  const root = rootOf(word);
  const [, bare] = /^ba([b-df-hj-np-tv-z][a-z]{4,})$/.exec(word) ?? [];
  return [
    ...new Set([
      word,
      ...(root ? nasalised(root) : []),
      ...(bare ? [bare] : []),
      ...(/^[b-df-hj-np-tv-z][a-z]*$/.test(word) && word.length >= longEnoughForPrefix ? [`ba${word}`] : []),
    ]),
  ];
};
