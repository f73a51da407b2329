import npa from "npm-package-arg";
import { AppError } from "@/lib/errors";
import { digestOfIntegrity } from "@/lib/packages/npm/integrity";

type Manifest = Record<string, unknown>;
type Digests = { integrity: string; sha1: string };

/** What a client installs because of a manifest; each list in the document must be the tarball's own. */
const DEPENDENCY_FIELDS = ["dependencies", "optionalDependencies", "peerDependencies"];
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

/** Errors: VALIDATION when the digests that the client claims are not those of the bytes that arrived. */
export function assertClaimedDigests(
  claimed: { integrity?: unknown; shasum?: unknown } | undefined,
  real: Digests,
): void {
  const { integrity, shasum } = claimed ?? {};
  if (typeof integrity === "string") {
    // Several hashes may be listed; every SHA-512 among them must be ours.
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
 * What is shown and what is installed must be one thing: dependencies and install scripts of the sent manifest have to
 * be those of the packed `package.json`, apart from how clients tidy them. Errors: VALIDATION.
 */
export function assertManifestMatchesTarball(sent: Manifest, packed: Manifest): void {
  const packedOptional = entriesOf(packed.optionalDependencies);
  for (const field of DEPENDENCY_FIELDS) {
    const given = entriesOf(sent[field]);
    const real = entriesOf(packed[field]);
    // npm lists optional dependencies among the dependencies too.
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
    // npm adds this one for packages with a binding.gyp.
    if (given === real || (script === "install" && real === "" && given === "node-gyp rebuild")) continue;
    refuse(`The ${script} script of the manifest differs from the one in the tarball's package.json.`);
  }
}

/** Clients drop what is no dependency and rewrite the addresses of repositories. */
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

function refuse(message: string): never {
  throw new AppError("VALIDATION", { message: message.length > 600 ? `${message.slice(0, 600)}…` : message });
}
