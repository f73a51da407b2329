import npa from "npm-package-arg";
import { digestOfIntegrity } from "@/lib/packages/npm/integrity";
import { refuse } from "@/lib/packages/npm/refuse";

type Manifest = Record<string, unknown>;
type Digests = { integrity: string; sha1: string };

/** The fields that make a client install other packages; each must equal the tarball's own. */
const DEPENDENCY_FIELDS = ["dependencies", "optionalDependencies", "peerDependencies"];
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

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
 * Checks that the sent manifest has the dependencies and install scripts of the packed `package.json`, apart from the
 * clients' tidying: the manifest that is shown must be the one that is installed. Errors: VALIDATION.
 */
export function assertManifestMatchesTarball(sent: Manifest, packed: Manifest): void {
  const packedOptional = entriesOf(packed.optionalDependencies);
  for (const field of DEPENDENCY_FIELDS) {
    const given = entriesOf(sent[field]);
    const real = entriesOf(packed[field]);
    // npm also lists optional dependencies among the dependencies.
    const allowed = field === "dependencies" ? new Map([...real, ...packedOptional]) : real;
    for (const [name, spec] of given) {
      const other = allowed.get(name);
      if (other === undefined)
        refuse(`The manifest lists ${name} in ${field}; the package.json in the tarball does not.`);
      if (!sameSpec(name, spec, other)) {
        refuse(`The manifest asks for ${name} ${spec} in ${field}; the package.json in the tarball asks for ${other}.`);
      }
    }
    for (const [name] of real) {
      if (given.has(name) || (field === "dependencies" && packedOptional.has(name))) continue;
      refuse(`The package.json in the tarball lists ${name} in ${field}; the manifest does not.`);
    }
  }
  for (const script of INSTALL_SCRIPTS) {
    const [given, real] = [scriptOf(sent, script), scriptOf(packed, script)];
    // npm adds this script to packages with a binding.gyp.
    if (given === real || (script === "install" && real === "" && given === "node-gyp rebuild")) continue;
    refuse(`The ${script} script of the manifest differs from the one in the tarball's package.json.`);
  }
}

/** Clients drop invalid dependencies and rewrite the addresses of repositories. */
function sameSpec(name: string, one: string, other: string): boolean {
  if (one.trim() === other.trim()) return true;
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
  return typeof found === "string" ? found : "";
}
