export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * A sentence for citizens in both languages. `{name}` is a placeholder; `{Name}` is the same placeholder capitalised,
 * for the start of a sentence.
 */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export const bilingual = (id: string, en: string): Sentence => ({ id, en });

/** Renders a sentence with its placeholder values. */
export const renderSentence = (
  sentence: Sentence,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string =>
  sentence[language].replace(/\{(\w+)\}/g, (_, name: string) =>
    name in values ? values[name]! : capitalised(values[uncapitalised(name)] ?? ''),
  );

const uncapitalised = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
