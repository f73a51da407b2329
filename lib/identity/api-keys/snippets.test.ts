import { describe, expect, it } from "vitest";
import { clientSetup } from "@/lib/identity/api-keys/snippets";

describe("clientSetup", () => {
  it("writes the lines of a registry on plain http, with its port", () => {
    const setup = clientSetup("http://localhost:4873", "phs_x", ["ada", "acme"]);
    expect(setup.command).toBe("npm config set //localhost:4873/:_authToken=phs_x");
    expect(setup.npmrc).toBe(
      "@ada:registry=http://localhost:4873/\n@acme:registry=http://localhost:4873/\n//localhost:4873/:_authToken=phs_x",
    );
    expect(setup.yarnrc).toBe(
      [
        "npmScopes:",
        "  ada:",
        '    npmRegistryServer: "http://localhost:4873"',
        '    npmPublishRegistry: "http://localhost:4873"',
        '    npmAuthToken: "phs_x"',
        "  acme:",
        '    npmRegistryServer: "http://localhost:4873"',
        '    npmPublishRegistry: "http://localhost:4873"',
        '    npmAuthToken: "phs_x"',
        "# Yarn 4.10 and later; leave these lines out before.",
        "npmPreapprovedPackages:",
        '  - "@ada/*"',
        '  - "@acme/*"',
        "unsafeHttpWhitelist:",
        '  - "localhost"',
      ].join("\n"),
    );
  });

  it("keeps a path and needs no exception for https", () => {
    const setup = clientSetup("https://npm.example.com/r/", "phs_x", ["ada"]);
    expect(setup.command).toBe("npm config set //npm.example.com/r/:_authToken=phs_x");
    expect(setup.npmrc).toContain("@ada:registry=https://npm.example.com/r/\n");
    expect(setup.yarnrc).not.toContain("unsafeHttpWhitelist");
  });
});
