import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { list } from "tar";

/** Path below the package's folder → SHA-256 of the bytes. */
export type Files = Record<string, string>;

const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The files of a tarball as its source serves it. */
export function filesOfTarball(file: string): Files {
  const files: Files = {};
  list({
    file,
    sync: true,
    onReadEntry: (entry) => {
      const chunks: Buffer[] = [];
      entry.on("data", (chunk) => chunks.push(chunk));
      entry.on("end", () => {
        const [, ...below] = entry.path.split("/");
        if (entry.type === "File") files[below.join("/")] = digest(Buffer.concat(chunks));
      });
    },
  });
  return files;
}

export type Installed = { name: string; version: string; files: Files };

/** Lists every package below a `node_modules`, with nested ones and pnpm's store; each real folder once. */
export function installedIn(modules: string): Installed[] {
  return foldersOfPackages(modules).map((folder) => {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const { name, version } = Object(manifest);
    return { name: String(name), version: String(version), files: filesBelow(folder, "") };
  });
}

function foldersOfPackages(modules: string): string[] {
  return foldersIn(modules).flatMap((name) => {
    const folder = path.join(modules, name);
    if (name === ".pnpm")
      return foldersIn(folder).flatMap((one) => foldersOfPackages(path.join(folder, one, "node_modules")));
    if (name.startsWith(".")) return [];
    const packages = name.startsWith("@") ? foldersIn(folder).map((base) => path.join(folder, base)) : [folder];
    return packages.flatMap((one) => [one, ...foldersOfPackages(path.join(one, "node_modules"))]);
  });
}

/** Real folders only: pnpm's links lead to folders that are listed anyway. */
function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

function filesBelow(folder: string, below: string): Files {
  const files: Files = {};
  for (const name of readdirSync(path.join(folder, below))) {
    const place = path.join(below, name);
    const found = lstatSync(path.join(folder, place));
    if (found.isDirectory()) {
      if (place !== "node_modules") Object.assign(files, filesBelow(folder, place));
    } else files[place] = digest(readFileSync(path.join(folder, place)));
  }
  return files;
}
