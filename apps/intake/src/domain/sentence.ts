export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * What is said to a citizen, in both languages. `{name}` stands for what is put in; `{Name}` for the same at the head
 * of a sentence.
 */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export const say = (id: string, en: string): Sentence => ({ id, en });

/** The sentence with everything put in. */
export const spoken = (sentence: Sentence, language: Language, put: Readonly<Record<string, string>> = {}): string =>
  sentence[language].replace(/\{(\w+)\}/g, (_, name: string) =>
    name in put ? put[name]! : headed(put[lowered(name)] ?? ''),
  );

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const headed = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
