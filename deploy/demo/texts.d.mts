/** The output of the demo in both languages. */
export const texts: Readonly<Record<'id' | 'en', Readonly<Record<string, unknown>>>>;
