import { commandsOf, manualsOf } from "@/lib/packages/npm/commands";
import { isRecord, type Manifest } from "@/lib/packages/npm/manifest";
import { packageWords } from "@/lib/packages/npm/package-words";

/** What else the tarball holds. */
export type Packed = { name: string; files: readonly string[]; readme: string };

/**
 * Tidies a packed `package.json` like npm before it publishes, so that a version has one manifest whichever client sent
 * it. Keeps the order of keys: in `exports` and `typesVersions` it has a meaning. Errors: VALIDATION for too many
 * commands or manual pages.
 */
export function normalizePackage(manifest: Manifest, packed: Packed): Manifest {
  const bundled = bundledNames(manifest);
  const tidied: Manifest = {
    ...manifest,
    ...packageWords(manifest, packed.readme),
    dependencies: withBundled(textsOf(manifest.dependencies), bundled),
    devDependencies: textsOf(manifest.devDependencies),
    optionalDependencies: textsOf(manifest.optionalDependencies),
    peerDependencies: textsOf(manifest.peerDependencies),
    bundleDependencies: bundled ?? undefined,
    bundledDependencies: undefined,
    bin: commandsOf(manifest, packed.name, packed.files) ?? undefined,
    man: manualsOf(manifest, packed.files) ?? undefined,
    ...scriptsOf(manifest, packed.files),
  };

  return Object.fromEntries(Object.entries(tidied).filter(([, value]) => value !== undefined));
}

/** Reads both spellings; `true` means all dependencies. Null for none. */
function bundledNames(manifest: Manifest): string[] | null {
  const value = manifest.bundleDependencies ?? manifest.bundledDependencies;
  if (value === true) return Object.keys(textsOf(manifest.dependencies) ?? {});
  if (isRecord(value)) return Object.keys(value);
  return Array.isArray(value) ? value.filter((name) => typeof name === "string" && name !== "") : null;
}

/** A bundled package is a dependency, of any version where the manifest names none. */
function withBundled(dependencies: Manifest | undefined, bundled: readonly string[] | null): Manifest | undefined {
  if (bundled === null || bundled.length === 0) return dependencies;
  const missing = bundled.filter((name) => dependencies === undefined || !Object.hasOwn(dependencies, name));
  return { ...dependencies, ...Object.fromEntries(missing.map((name) => [name, "*"])) };
}

/** The entries of a map whose values are text. */
function textsOf(value: unknown): Manifest | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === "string"));
}

/** Scripts find the commands of dependencies by their names. */
export function tidyScript(text: unknown): string {
  return String(text).replace(/^(\.[/\\])?node_modules[/\\]\.bin[/\\]/, "");
}

/** A package with a `.gyp` file is compiled when it is installed, unless it says otherwise. */
function scriptsOf(manifest: Manifest, files: readonly string[]): Manifest {
  const given = textsOf(manifest.scripts);
  const scripts = given && Object.fromEntries(Object.entries(given).map(([name, text]) => [name, tidyScript(text)]));
  const compiles = files.some((file) => /^[^/]+\.gyp$/.test(file)) && manifest.gypfile !== false;
  if (!compiles || scripts?.install || scripts?.preinstall) return { scripts };
  return { scripts: { ...scripts, install: "node-gyp rebuild" }, gypfile: true };
}
