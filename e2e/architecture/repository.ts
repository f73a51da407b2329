import { createHash } from "node:crypto";
import { at, type Rule } from "./rule";
import type { SourceFile } from "./source";

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Finds host names: every `a.b` and `a.b.c` in the text, with its line. */
function* hostsIn(file: SourceFile): Generator<{ host: string; line: number }> {
  for (const [index, line] of file.text.split("\n").entries()) {
    for (const [found] of line.toLowerCase().matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g)) {
      const labels = found.split(".");
      for (let from = 0; from < labels.length - 1; from++) {
        for (let to = from + 2; to <= labels.length; to++) {
          yield { host: labels.slice(from, to).join("."), line: index + 1 };
        }
      }
    }
  }
}

function namesNone(digests: ReadonlySet<string>): Rule["check"] {
  const known = new Map<string, boolean>();
  const isNamed = (host: string) => {
    const named = known.get(host) ?? digests.has(digest(host));
    known.set(host, named);
    return named;
  };
  return (files) =>
    files.flatMap((file) =>
      [...hostsIn(file)]
        .filter(({ host }) => isNamed(host))
        .map(({ line }) => at(file, line, "names the host of a public package registry")),
    );
}

/** Hosts by the start of their SHA-256, so that this file does not contain them either. */
const PUBLIC_HOSTS = [
  "8743857e3ea00fd1",
  "3ca29e55be4befa4",
  "87d14f070cb96869",
  "386c042daaf7f1eb",
  "a4aa2ac280bb8d1a",
  "789e46d79514e280",
  "71741fe2460a6150",
  "2c77714df232b07f",
  "695d37582d557540",
  "00a7dc5a0cc38858",
  "e4c157c5e3afda9f",
  "f65219c547f9c032",
  "fad691c6d9ae77c4",
];

/** Joined here, because the rule also reads this file. */
const SAMPLE = ["packages", "example", "test"].join(".");

export const hosts: Rule = {
  name: "no host of a public package registry is named",
  check: namesNone(new Set([...PUBLIC_HOSTS, digest(SAMPLE)])),
  wrong: [
    { "README.md": `Fetch it from https://${SAMPLE}/express.` },
    { "package-lock.json": `{ "resolved": "https://mirror.${SAMPLE}/express" }` },
  ],
  right: { "README.md": "Fetch it from http://localhost:4873/express, or example.test." },
};

export const lockFile: Rule = {
  name: "the lock file leaves the source of packages to the client",
  check: (files) =>
    files
      .filter(({ path }) => path.endsWith("package-lock.json"))
      .flatMap((file) =>
        file.text
          .split("\n")
          .flatMap((line, index) =>
            /"resolved":\s*"https?:/.test(line) ? [at(file, index + 1, "has an address")] : [],
          ),
      ),
  wrong: [{ "package-lock.json": '{\n"resolved": "https://example.test/a.tgz" }' }],
  right: { "package-lock.json": '{ "integrity": "sha512-x" }' },
};

export const ci: Rule = {
  name: "the pipeline is one line",
  check: (files) => {
    const file = files.find(({ path }) => path === ".ci/run");
    if (!file) return [".ci/run is missing"];
    const lines = file.text.trimEnd().split("\n");
    return lines.length === 1 && lines[0] === "npm test" ? [] : [at(file, 1, "is not one line")];
  },
  wrong: [{ ".ci/run": "npm ci\nnpm test\n" }, { "README.md": "no pipeline" }],
  right: { ".ci/run": "npm test\n" },
};
