/** One sentence for both kinds of account: to a person of what is theirs, and of an organization. */
export type AccountWords = { you: string; organization: string };

export function wordsFor(account: { kind: string }, { you, organization }: AccountWords): string {
  return account.kind === "organization" ? organization : you;
}
