import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The database drivers find their own files at run time; a bundler would move the code away from them.
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg"],
};

export default config;
