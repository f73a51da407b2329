import { describe, expect, it } from "vitest";
import { clientCommands } from "@/components/packages/client-commands";

const registryUrl = "https://npm.acme.example";

describe("clientCommands", () => {
  it("names the scope's registry and the login of a private package", () => {
    const target = { name: "@acme/ui", version: null, visibility: "private", registryUrl } as const;
    expect(clientCommands("npm", target)).toEqual({
      install: "npm install @acme/ui",
      setup: ["npm config set @acme:registry https://npm.acme.example/"],
      login: "npm login --scope=@acme --registry=https://npm.acme.example/",
    });
    expect(clientCommands("pnpm", target).setup).toEqual(["pnpm config set @acme:registry https://npm.acme.example/"]);
    expect(clientCommands("yarn 4", target)).toEqual({
      install: "yarn add @acme/ui",
      setup: [
        "yarn config set npmScopes.acme.npmRegistryServer https://npm.acme.example",
        "yarn config set npmScopes.acme.npmPublishRegistry https://npm.acme.example",
        `yarn config set npmPreapprovedPackages --json '["@acme/*"]'`,
      ],
      login: "yarn npm login --scope acme",
    });
  });

  it("needs no login for a public one, and holds to a version that was chosen", () => {
    const target = { name: "express", version: "4.0.0", visibility: "public", registryUrl } as const;
    expect(clientCommands("yarn", target)).toEqual({
      install: "yarn add express@4.0.0",
      setup: ["npm config set registry https://npm.acme.example/"],
      login: null,
    });
  });

  it("lets yarn 4 speak to a plain http address", () => {
    const target = {
      name: "@acme/ui",
      version: null,
      visibility: "public",
      registryUrl: "http://localhost:4873",
    } as const;
    expect(clientCommands("yarn 4", target).setup).toContain(
      `yarn config set unsafeHttpWhitelist --json '["localhost"]'`,
    );
    expect(clientCommands("npm", target).setup).toHaveLength(1);
  });
});
