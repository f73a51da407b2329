// @ts-check

/** The bytes of an action's body; `lib/entry/admit-request.ts` refuses longer ones by their announced length. */
const ACTION_BYTES = 200_000;

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks all types; starting the demo need not repeat that.
  typescript: { ignoreBuildErrors: true },
  // The database drivers look for their own files at run time, which a bundler would separate from them.
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg"],
  experimental: {
    serverActions: { bodySizeLimit: ACTION_BYTES },
    // Middleware keeps this much of a body and silently drops the rest, so it must be more than any reader takes.
    proxyClientMaxBodySize: ACTION_BYTES + 50_000,
  },
};

export default config;
