const LONGEST_WORD = 64;

/**
 * The words of a text, without the signs between them: PostgreSQL's parser looks for tags, addresses and numbers in
 * signs, and takes time that grows with the square of what it finds. A word longer than 64 characters is cut.
 */
export function searchWords(text: string, mostCharacters: number): string {
  const words: string[] = [];
  let length = 0;
  for (const [found] of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const word = found.slice(0, LONGEST_WORD);
    length += word.length + 1;
    if (length > mostCharacters) break;
    words.push(word);
  }
  return words.join(" ");
}
