/** One sentence in two forms: for a person's own account, and for an organization. */
export type AccountWords = { you: string; organization: string };

export function wordsFor(account: { kind: string }, { you, organization }: AccountWords): string {
  return account.kind === "organization" ? organization : you;
}
