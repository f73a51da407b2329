import { createHash } from "node:crypto";
import { tarballFileName } from "@/lib/packages/npm/names";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";

type Manifest = { name: string; version: string } & Record<string, unknown>;

export type PublishBody = {
  manifest: Manifest;
  /** By default packed from the manifest alone. */
  tarball?: Buffer;
  tag?: string;
  access?: "public" | "restricted" | null;
};

/** The document that npm PUTs to publish a version. */
export function publishBody({ manifest, tarball = packageTgz(manifest), tag = "latest", access = null }: PublishBody) {
  const { name, version } = manifest;
  const dist = {
    integrity: `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
    shasum: createHash("sha1").update(tarball).digest("hex"),
    // npm sends an http address of its own making, whatever the registry's address is.
    tarball: `http://registry.invalid/${name}/-/${tarballFileName(name, version)}`,
  };
  const data = tarball.toString("base64");
  return {
    _id: name,
    name,
    description: manifest.description,
    "dist-tags": { [tag]: version },
    versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
    access,
    _attachments: {
      [`${name}-${version}.tgz`]: { content_type: "application/octet-stream", data, length: tarball.length },
    },
  };
}
