import { packContent } from "@/lib/packages/publish/pack-content";
import { packFiles } from "@/lib/packages/publish/pack-files";
import { type Release, releasesOf } from "@/prisma/seed/history";
import type { SeedPackage } from "@/prisma/seed/packages";

/** The tarball of one release: some code, a readme with install commands, and the changes so far. */
export function packRelease(name: string, wanted: SeedPackage, release: Release, days: number): Promise<Buffer> {
  const { description, keywords, access, content } = wanted;
  const { version } = release;
  if (content) {
    const visibility = access === "public" ? "public" : "private";
    return packContent({ ...content, name, version, description, keywords, visibility });
  }
  const manifest = {
    name,
    version,
    description,
    keywords,
    license: access === "public" ? "MIT" : "UNLICENSED",
    type: "module",
    main: "index.js",
    exports: "./index.js",
    engines: { node: ">=20" },
    publishConfig: { access },
  };
  return packFiles([
    ["package.json", `${JSON.stringify(manifest, null, 2)}\n`],
    ["index.js", `export const name = ${JSON.stringify(name)};\nexport const version = ${JSON.stringify(version)};\n`],
    ["README.md", readme(name, description)],
    ["CHANGELOG.md", changelog(releasesOf(wanted, days), release)],
  ]);
}

function readme(name: string, description: string): string {
  return `# ${name}

${description}.

## Install

\`\`\`sh
npm install ${name}
\`\`\`

## Use

\`\`\`js
import { name, version } from "${name}";

console.log(name, version);
\`\`\`

| export | what it is |
| --- | --- |
| \`name\` | the package's name |
| \`version\` | the version that is running |
`;
}

function changelog(releases: readonly Release[], upTo: Release): string {
  const until = releases.findIndex(({ version }) => version === upTo.version);
  const lines = releases.slice(0, until + 1).reverse();
  return `# Changes\n\n${lines.map(({ version }) => `- ${version}`).join("\n")}\n`;
}
