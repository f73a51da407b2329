import { closeKeys } from "@/lib/access/authenticate-key";
import { disconnect } from "@/lib/db";
import { onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { newOrganization } from "@/lib/people/members/members.fixture";

const VERSIONS = 100;
const DEPENDENCIES = 28;

/** A hundred versions with manifests as long as a popular framework's. */
function documents(name: string) {
  return Array.from({ length: VERSIONS }, (_, serial) => {
    const version = `4.${serial}.0`;
    const manifest = {
      name,
      version,
      description: "A small, fast web framework that does not get in the way",
      license: "MIT",
      author: { name: "Bench", email: "bench@example.com" },
      contributors: Array.from({ length: 8 }, (_, n) => ({ name: `Person ${n}`, email: `person-${n}@example.com` })),
      repository: { type: "git", url: `git+https://git.example.com/${name}.git` },
      homepage: "https://framework.example.com/",
      bugs: { url: `https://git.example.com/${name}/issues` },
      keywords: ["web", "framework", "router", "rest", "api", "http"],
      publishConfig: { access: "public" },
      engines: { node: ">= 18" },
      dependencies: numbered(DEPENDENCIES, (n) => [`part-${n}`, `^${n}.${serial}.0`]),
      devDependencies: numbered(15, (n) => [`tool-${n}`, `${n}.${serial}.1`]),
      scripts: { lint: "lint .", test: "test --require test/support/env test/", "test-cov": "cov -- npm test" },
      main: "index.js",
    };
    const readme = { path: "package/README.md", text: `# Framework\n\n${"It answers requests. ".repeat(400)}` };
    return publishBody({ manifest, tarball: packageTgz(manifest, [readme]) });
  });
}

function numbered(length: number, entry: (n: number) => [string, string]) {
  return Object.fromEntries(Array.from({ length }, (_, n) => entry(n)));
}

/** The input of both registries, and the token for ours, as one line of JSON. */
const org = await newOrganization(5);
const token = await tokenFor(await onPro(org.owner));
const name = `@${org.account.handle}/framework`;
process.stdout.write(`${JSON.stringify({ token, name, handle: org.account.handle, documents: documents(name) })}\n`);
await closeKeys();
await disconnect();
