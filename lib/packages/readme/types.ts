/** The version that a readme belongs to: its relative links lead to the files of that version. */
export type ReadmePlace = { name: string; version: string };
