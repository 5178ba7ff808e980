const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const modulus = alphabet.length;

/**
 * Computes the check character over digits and capital letters by the hybrid system ISO/IEC 7064 MOD 37,36. It detects
 * every single wrong character and nearly every swap of neighbours.
 * @throws RangeError for any other character
 */
export const checkCharacter = (text: string): string => {
  const product = [...text].reduce((carry, character) => {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError('only digits and capital letters have a check character');
    return (((carry + value) % modulus || modulus) * 2) % (modulus + 1);
  }, modulus);
  return alphabet.charAt((modulus + 1 - product) % modulus);
};
