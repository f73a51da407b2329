import npa from "npm-package-arg";
import { isRecord, type Manifest } from "@/lib/packages/npm/manifest";

/** Longer addresses stay as they are. */
const MOST_ADDRESS = 500;
const MOST_DESCRIPTION = 1_000;
const MOST_PEOPLE = 1_000;
/** Where a readme is looked through for a description: characters and lines. */
const README_START = 20_000;
const MOST_LINES = 200;
/** Hosts whose pages of a repository have these addresses. */
const HOSTS = ["github", "gitlab", "bitbucket"];

/** What a manifest says of its package, in npm's form; no client acts on it. A missing one is undefined. */
export function packageWords(manifest: Manifest, readme: string): Manifest {
  const repository = repositoryOf(manifest.repository);
  const pages = pagesOf(repository);
  return {
    description: descriptionOf(manifest, readme),
    keywords: keywordsOf(manifest.keywords),
    homepage: homepageOf(manifest.homepage) ?? pages.homepage,
    bugs: bugsOf(manifest.bugs) ?? pages.bugs,
    author: personOf(manifest.author),
    contributors: peopleOf(manifest.contributors),
    repository,
  };
}

/** Else the first paragraph of the readme that is no heading. */
function descriptionOf({ description }: Manifest, readme: string): string | undefined {
  if (typeof description === "string" && description !== "") return description;
  const lines = readme.slice(0, README_START).split("\n", MOST_LINES);
  const words = lines.map((line) => line.trim());
  const start = words.findIndex((line) => line !== "" && !line.startsWith("#"));
  const end = start < 0 ? 0 : words.indexOf("", start);
  const text = words.slice(Math.max(start, 0), end < 0 ? undefined : end).join(" ");
  return text === "" ? undefined : text.slice(0, MOST_DESCRIPTION);
}

function keywordsOf(keywords: unknown): string[] | undefined {
  if (typeof keywords === "string") return keywords.split(/,\s+/);
  return Array.isArray(keywords) ? keywords.filter((word) => typeof word === "string" && word !== "") : undefined;
}

/** `user/repo`, `github:user/repo` and addresses of known hosts become the address that git clones. */
function repositoryOf(repository: unknown): unknown {
  const said = typeof repository === "string" ? { type: "git", url: repository } : repository;
  if (!isRecord(said) || typeof said.url !== "string") return said;
  const hosted = hostedAt(said.url);
  if (hosted === null) return said;
  const { domain, user, project, full } = hosted;
  return { ...said, url: full ?? `git+https://${domain}/${user}/${project}.git` };
}

/** `full` is null for a shorthand. */
function hostedAt(url: string) {
  if (url.length > MOST_ADDRESS) return null;
  try {
    const { hosted, fetchSpec, saveSpec } = npa.resolve("repository", url);
    if (!hosted || !HOSTS.includes(hosted.type)) return null;
    const { domain, user, project } = hosted;
    return { domain, user, project, full: fetchSpec === null ? null : saveSpec };
  } catch {
    return null;
  }
}

function pagesOf(repository: unknown): { homepage?: string; bugs?: Manifest } {
  const url = isRecord(repository) ? repository.url : null;
  const hosted = typeof url === "string" ? hostedAt(url) : null;
  if (hosted === null) return {};
  const page = `https://${hosted.domain}/${hosted.user}/${hosted.project}`;
  return { homepage: `${page}#readme`, bugs: { url: `${page}/issues` } };
}

function homepageOf(homepage: unknown): string | undefined {
  if (typeof homepage !== "string" || homepage === "") return undefined;
  return URL.canParse(homepage) ? homepage : `http://${homepage}`;
}

function bugsOf(bugs: unknown): unknown {
  if (typeof bugs !== "string") return bugs || undefined;
  return /^[^@/\s]+@[^@/\s]+\.[^@/\s]+$/.test(bugs) ? { email: bugs } : { url: bugs };
}

function peopleOf(people: unknown): unknown {
  return Array.isArray(people)
    ? people
        .slice(0, MOST_PEOPLE)
        .map(personOf)
        .filter((person) => person !== undefined)
    : undefined;
}

/** `Ann <ann@example.com> (https://ann.example)` in its parts. */
function personOf(person: unknown): unknown {
  if (typeof person !== "string") return isRecord(person) ? person : undefined;
  const name = /^[^(<]+/.exec(person)?.[0].trim();
  const email = /<([^<>]+)>/.exec(person)?.[1];
  const url = /\(([^()]+)\)/.exec(person)?.[1];
  const parts = { ...(name ? { name } : {}), ...(email ? { email } : {}), ...(url ? { url } : {}) };
  return Object.keys(parts).length === 0 ? undefined : parts;
}
