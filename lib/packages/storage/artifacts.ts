import "server-only";
import path from "node:path";
import { env } from "@/lib/env";
import { DiskArtifactStore } from "@/lib/packages/storage/disk-storage";

let opened: DiskArtifactStore | undefined;

/** The artifact store of this installation. */
export function artifactStore(): DiskArtifactStore {
  const { STORAGE_DIR, PACKHOUSE_HOME } = env();
  opened ??= new DiskArtifactStore(STORAGE_DIR ?? path.resolve(PACKHOUSE_HOME, "artifacts"));
  return opened;
}
