import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { create, extract } from "tar";
import type { Packed } from "./closures.mjs";

type Manifest = { name: string; version: string } & Record<string, unknown>;

export type Repacked = { name: string; version: string; manifest: Manifest; tarball: Buffer; file: string };

const DEPENDENCIES = ["dependencies", "optionalDependencies", "peerDependencies"];

/** `@fastify/error` → `@acme/fastify__error` */
function scopedName(name: string, scope: string): string {
  return `@${scope}/${name.replace("@", "").replace("/", "__")}`;
}

/** Renames a tree like a company that copies it: its own names, in the dependencies too. */
export function republish(tree: readonly Packed[], scope: string, folder: string): Repacked[] {
  const names = new Set(tree.map(({ name }) => name));
  return tree.map(({ name, version, file: source }) => {
    const work = mkdtempSync(path.join(tmpdir(), "packhouse-repack-"));
    extract({ file: source, cwd: work, strip: 1, sync: true });
    const place = path.join(work, "package.json");
    const packed: Record<string, unknown> = JSON.parse(readFileSync(place, "utf8"));
    const manifest = { ...renamed(packed, names, scope), name: scopedName(name, scope), version };
    writeFileSync(place, JSON.stringify(manifest, null, 2));
    const file = path.join(folder, `${scopedName(name, scope).replace("/", "-")}-${version}.tgz`);
    create({ file, cwd: work, prefix: "package", gzip: true, portable: true, sync: true }, ["."]);
    rmSync(work, { recursive: true });
    return { name: manifest.name, version, manifest, tarball: readFileSync(file), file };
  });
}

/** Leaves out dependencies beyond the tree, such as optional peers and development packages. */
function renamed(manifest: Record<string, unknown>, names: ReadonlySet<string>, scope: string) {
  const { devDependencies: _dev, publishConfig: _config, scripts: _scripts, ...kept } = manifest;
  const lists = DEPENDENCIES.filter((field) => field in kept).map((field) => {
    const inside = Object.entries(Object(kept[field])).filter(([name]) => names.has(name));
    return [field, Object.fromEntries(inside.map(([name, spec]) => [scopedName(name, scope), spec]))];
  });
  return { ...kept, ...Object.fromEntries(lists) };
}
