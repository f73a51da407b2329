import { bundle } from "@/scripts/bundle.mjs";
import { fetchClosures } from "./closures.mjs";
import { installPeers } from "./peers.mjs";

/** Prepares once per run: the deployed registry, the package managers, and the packages to install. */
export default async function setup() {
  await bundle(["registry"]);
  await installPeers(["npm10", "npm11", "pnpm10", "yarn1", "yarn4"]);
  await fetchClosures();
}
