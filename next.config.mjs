// @ts-check

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of the whole tree; a start of the demo need not do it again.
  typescript: { ignoreBuildErrors: true },
  // The database drivers find their own files at run time; a bundler would move the code away from them.
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg"],
};

export default config;
