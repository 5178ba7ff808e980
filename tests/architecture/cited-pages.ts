import { posix } from 'node:path';

/** Texts by their path from the root of the repository. */
export type Texts = ReadonlyMap<string, string>;

/** Every path of a repository, and the texts of its Markdown pages. */
export interface Repository {
  readonly paths: ReadonlySet<string>;
  readonly pages: Texts;
}

const citation = /[\w./-]*\w\.md(?:#[\w-]+)?/g;
const recordByNumber = /docs\/decisions\/\d{4}(?![\d-])/g;
const url = /\w+:\/\/\S+/g;
const link = /\]\(([^()\s]+)\)/g;
const codeBlock = /^```[\s\S]*?^```/gm;
const codeSpan = /`[^`\n]*`/g;
const heading = /^#+ (.+)$/gm;

/** The anchor that GitHub gives to a heading. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const hasAnchor = (page: string, anchor: string): boolean =>
  [...page.replace(codeBlock, '').matchAll(heading)].some(([, title]) => anchorOf(title!) === anchor);

/** Whether a path with or without an anchor exists in one of the folders. */
const exists = (target: string, folders: readonly string[], { paths, pages }: Repository): boolean => {
  const [path = '', anchor] = target.split('#');
  return folders
    .map(folder => posix.join(folder, path).replace(/\/$/, ''))
    .some(found => paths.has(found) && (anchor === undefined || hasAnchor(pages.get(found) ?? '', anchor)));
};

/**
 * Pages that comments or strings name and that do not exist. A page is looked up from the root, beside the file and in
 * `docs`. A decision record must be cited by its file name, since a number alone cannot be checked.
 * @returns `file: citation` for each
 */
export const deadCitations = (code: Texts, repository: Repository): string[] =>
  [...code].flatMap(([file, text]) => {
    const own = text.replace(url, '');
    const cited = [...own.matchAll(citation)].map(([page]) => page);
    const numbers = [...own.matchAll(recordByNumber)].map(([record]) => record);
    const dead = cited.filter(page => !exists(page, ['.', posix.dirname(file), 'docs'], repository));
    return [...dead, ...numbers].map(each => `${file}: ${each}`);
  });

/**
 * Relative links of pages that lead to no file, folder or heading.
 * @returns `page: target` for each
 */
export const deadLinks = (repository: Repository): string[] =>
  [...repository.pages].flatMap(([page, text]) =>
    [...text.replace(codeBlock, '').replace(codeSpan, '').matchAll(link)]
      .map(([, target]) => target!)
      .filter(target => !/^\w+:/.test(target))
      .filter(target => {
        const path = target.startsWith('#') ? `${posix.basename(page)}${target}` : target;
        return !exists(path, [posix.dirname(page)], repository);
      })
      .map(target => `${page}: ${target}`),
  );
