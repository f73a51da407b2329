// @ts-check

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks all types; starting the demo need not repeat that.
  typescript: { ignoreBuildErrors: true },
  // The database drivers look for their own files at run time, which a bundler would separate from them.
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg"],
};

export default config;
