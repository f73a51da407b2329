import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Wire } from "../types";

export type Entry =
  | { put: Wire }
  | { remove: { object: string; id: string } }
  | { counter: { name: string; value: number } };

/** Where the entries of each step are kept: one line a step, so that a step survives as a whole or not at all. */
export interface Journal {
  read(): Entry[];
  append(step: readonly Entry[]): void;
  /** Replaces everything by what leads to the same state. */
  rewrite(entries: readonly Entry[]): void;
}

export const noJournal: Journal = { read: () => [], append: () => {}, rewrite: () => {} };

export function fileJournal(file: string): Journal {
  mkdirSync(path.dirname(file), { recursive: true });
  return {
    read: () => (existsSync(file) ? parse(readFileSync(file, "utf8"), file) : []),
    append: (step) => appendFileSync(file, `${JSON.stringify(step)}\n`, { mode: 0o600 }),
    rewrite: (entries) => {
      const text = entries.map((entry) => `${JSON.stringify([entry])}\n`).join("");
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/** A kill in the middle of a write leaves a last line without an end: that step was never answered. */
function parse(text: string, file: string): Entry[] {
  const lines = text.split("\n");
  lines.pop();
  return lines.flatMap((line, index) => {
    try {
      const step: Entry[] = JSON.parse(line);
      return step;
    } catch {
      throw new Error(`The sandbox's journal ${file} is damaged in line ${index + 1}. Remove it to start over.`);
    }
  });
}
