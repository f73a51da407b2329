import { bundle } from "@/scripts/bundle.mjs";
import { fetchClosures } from "./closures.mjs";
import { installPeers } from "./peers.mjs";

/** Once for the run: the registry as it is deployed, the package managers, and the packages they are to install. */
export default async function setup() {
  await bundle(["registry"]);
  await installPeers(["npm10", "npm11", "pnpm10", "yarn1", "yarn4"]);
  await fetchClosures();
}
