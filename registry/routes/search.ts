import type { FastifyInstance } from "fastify";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { type SearchRow, searchPackages } from "@/lib/packages/catalogue/search-packages";
import { limitReads } from "@/registry/read-limit";
import { viewerOf } from "@/registry/request";

const MOST_ROWS = 250;
const DEFAULT_ROWS = 20;

type Query = Partial<Record<"text" | "size" | "from", string | string[]>>;

/** The last value of a repeated parameter. */
function one(parameter: string | string[] | undefined): string {
  return (Array.isArray(parameter) ? parameter.at(-1) : parameter) ?? "";
}

function whole(text: string, otherwise: number): number {
  const number = Number.parseInt(text, 10);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
}

/** Reads npm's qualifiers, `scope:acme` and `keywords:ui,react`; the rest are words. */
function qualified(text: string) {
  const words: string[] = [];
  const keywords: string[] = [];
  let scope: string | undefined;
  for (const part of text.split(/\s+/)) {
    const [qualifier, value = ""] = part.split(/:(.*)/s, 2);
    if (qualifier === "scope" && value) scope = value.replace(/^@/, "");
    else if (qualifier === "keywords" && value) keywords.push(...value.split(",").filter(Boolean));
    else words.push(part);
  }
  return { text: words.join(" "), keywords, ...(scope === undefined ? {} : { scope }) };
}

/** `GET /-/v1/search`: public packages, and private ones that the caller may see. */
export function searchRoutes(app: FastifyInstance): void {
  const config = { permission: "package:read", entitlement: null } as const;
  app.get<{ Querystring: Query }>("/-/v1/search", { config }, async (request, reply) => {
    await limitReads(request);
    const text = one(request.query.text);
    if (text.trim() === "") {
      const error = "Search needs a text.";
      return reply.code(400).send({ error, message: error, code: "ERR_TEXT_MISSING" });
    }
    const range = {
      from: whole(one(request.query.from), 0),
      size: Math.min(whole(one(request.query.size), DEFAULT_ROWS), MOST_ROWS),
    };
    const { total, rows } = await searchPackages(viewerOf(request), { ...qualified(text), ...range });
    reply.headers({ "cache-control": "private, no-cache", vary: "Authorization" });
    return { objects: rows.map(toObject), total, time: now().toISOString() };
  });
}

function toObject(row: SearchRow) {
  const scope = row.name.startsWith("@") ? row.name.slice(1, row.name.indexOf("/")) : "unscoped";
  return {
    package: {
      name: row.name,
      scope,
      version: row.latest,
      description: row.description,
      keywords: row.keywords,
      date: row.updatedAt.toISOString(),
      license: row.license,
      links: {
        npm: `${env().DASHBOARD_URL}/${row.name}`,
        ...(row.homepage ? { homepage: row.homepage } : {}),
        ...(row.repository ? { repository: row.repository } : {}),
      },
      publisher: { username: row.publisher },
      maintainers: [{ username: row.owner }],
    },
    score: { final: row.score, detail: { quality: 0, popularity: 0, maintenance: 0 } },
    searchScore: row.score,
    flags: { unstable: /^0\./.test(row.latest) ? 1 : 0 },
  };
}
