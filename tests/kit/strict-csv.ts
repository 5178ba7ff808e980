/**
 * Parses a CSV file strictly by RFC 4180: lines end in CRLF, a cell with a quote, CR or LF is quoted, and all lines
 * have as many cells as the first.
 * @returns the cells of each line, the header first
 * @throws Error that names the line
 */
export const strictLines = (text: string): string[][] => {
  const lines: string[][] = [];
  for (let at = 0; at < text.length;) {
    const cells: string[] = [];
    for (;;) {
      const [cell, end] = text[at] === '"' ? quoted(text, at) : bare(text, at);
      cells.push(cell);
      at = end + 1;
      if (text[end] === ',') continue;
      if (text[end] !== '\r' || text[at] !== '\n')
        throw new Error(`line ${lines.length + 1}: neither a comma nor CRLF after cell ${cells.length}`);
      at += 1;
      break;
    }
    if (lines[0] && cells.length !== lines[0].length)
      throw new Error(`line ${lines.length + 1}: ${cells.length} cells instead of ${lines[0].length}`);
    lines.push(cells);
  }
  return lines;
};

/** Parses a CSV file strictly into objects with the header's names as keys. */
export const strictRows = (text: string): Record<string, string>[] => {
  const [header = [], ...lines] = strictLines(text);
  return lines.map(cells => Object.fromEntries(header.map((name, n) => [name, cells[n]!])));
};

const bare = (text: string, start: number): [string, number] => {
  let end = start;
  while (end < text.length && !',\r\n"'.includes(text[end]!)) end += 1;
  return [text.slice(start, end), end];
};

const quoted = (text: string, start: number): [string, number] => {
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw new Error(`a quoted cell at ${start} does not end`);
    if (text[quote + 1] !== '"') return [text.slice(start + 1, quote).replaceAll('""', '"'), quote + 1];
    from = quote + 2;
  }
};
