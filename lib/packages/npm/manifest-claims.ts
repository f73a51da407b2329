import npa from "npm-package-arg";
import { commandsOf } from "@/lib/packages/npm/commands";
import { digestOfIntegrity } from "@/lib/packages/npm/integrity";
import type { Manifest } from "@/lib/packages/npm/manifest";
import { tidyScript } from "@/lib/packages/npm/normalize-package";
import { refuse } from "@/lib/packages/npm/refuse";

type Digests = { integrity: string; sha1: string };

/** The fields that make a client install other packages; each must equal the tarball's own. */
const DEPENDENCY_FIELDS = ["dependencies", "optionalDependencies", "peerDependencies"];
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];
/** Comparing addresses is slow, and clients rewrite few. */
const MOST_REWRITTEN = 100;
const MOST_ADDRESS = 500;
/** Some clients add this script to a package with a `.gyp` file. */
const COMPILES = "node-gyp rebuild";

/** Checks the client's digests against the received bytes. Errors: VALIDATION when they differ. */
export function assertClaimedDigests(
  claimed: { integrity?: unknown; shasum?: unknown } | undefined,
  real: Digests,
): void {
  const { integrity, shasum } = claimed ?? {};
  if (typeof integrity === "string") {
    // The text may list several hashes; every SHA-512 among them must equal ours.
    const strong = integrity.split(/\s+/).filter((one) => digestOfIntegrity(one) !== null);
    if (strong.some((one) => one !== real.integrity)) {
      refuse("The tarball's integrity differs from the one in the manifest. Pack and publish again.");
    }
  }
  if (typeof shasum === "string" && shasum !== "" && shasum.toLowerCase() !== real.sha1) {
    refuse("The tarball's SHA-1 sum differs from the one in the manifest. Pack and publish again.");
  }
}

/**
 * Checks that a client and its tarball agree on what an install fetches and runs, apart from the clients' tidying.
 * `packed` is the tidied `package.json` of the tarball, which decides everything else alone. Errors: VALIDATION.
 */
export function assertManifestMatchesTarball(sent: Manifest, packed: Manifest, files: readonly string[]): void {
  assertSameCommands(sent, packed, files);
  const packedOptional = entriesOf(packed.optionalDependencies);
  const same = specComparer();
  const bundled: unknown[] = Array.isArray(packed.bundleDependencies) ? packed.bundleDependencies : [];
  for (const field of DEPENDENCY_FIELDS) {
    const given = entriesOf(sent[field]);
    const real = entriesOf(packed[field]);
    // npm also lists optional dependencies among the dependencies.
    const allowed = field === "dependencies" ? new Map([...real, ...packedOptional]) : real;
    for (const [name, spec] of given) {
      const other = allowed.get(name);
      if (other === undefined)
        refuse(`The manifest lists ${name} in ${field}; the package.json in the tarball does not.`);
      if (!same(name, spec, other)) {
        refuse(`The manifest asks for ${name} ${spec} in ${field}; the package.json in the tarball asks for ${other}.`);
      }
    }
    for (const [name, spec] of real) {
      if (given.has(name) || (field === "dependencies" && packedOptional.has(name))) continue;
      // Only npm lists a bundled package that the file does not list.
      if (spec === "*" && bundled.includes(name)) continue;
      refuse(`The package.json in the tarball lists ${name} in ${field}; the manifest does not.`);
    }
  }
  for (const script of INSTALL_SCRIPTS) {
    const [given, real] = [scriptOf(sent, script), scriptOf(packed, script)];
    if (given === real) continue;
    if (script === "install" && [given, real].every((text) => text === "" || text === COMPILES)) continue;
    refuse(`The ${script} script of the manifest differs from the one in the tarball's package.json.`);
  }
}

/** Some clients list no commands, or also folders; a command that runs another file of the tarball is a lie. */
function assertSameCommands(sent: Manifest, packed: Manifest, files: readonly string[]): void {
  const real = new Map(Object.entries(packed.bin ?? {}));
  const present = new Set(files);
  for (const [command, file] of Object.entries(commandsOf(sent, String(packed.name), files) ?? {})) {
    if (typeof file !== "string" || real.get(command) === file || !present.has(file)) continue;
    refuse(`The manifest lets the command ${command} run ${file}; the package.json in the tarball does not.`);
  }
}

/** Clients rewrite the addresses of repositories. The returned function answers no after many of them. */
function specComparer() {
  let left = MOST_REWRITTEN;
  return (name: string, one: string, other: string): boolean => {
    if (one.trim() === other.trim()) return true;
    if (one.length > MOST_ADDRESS || other.length > MOST_ADDRESS) return false;
    left -= 1;
    return left >= 0 && sameRepository(name, one, other);
  };
}

function sameRepository(name: string, one: string, other: string): boolean {
  try {
    const [first, second] = [npa.resolve(name, one), npa.resolve(name, other)];
    return first.saveSpec !== null && first.saveSpec === second.saveSpec;
  } catch {
    return false;
  }
}

function entriesOf(value: unknown): Map<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function scriptOf(manifest: Manifest, script: string): string {
  const { scripts } = manifest;
  if (typeof scripts !== "object" || scripts === null) return "";
  const found = Object.entries(scripts).find(([name]) => name === script)?.[1];
  return typeof found === "string" ? tidyScript(found) : "";
}
