import { createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { freePort, isPortFree, portFromEnvironment, requirePorts } from "./ports.mjs";

test("a taken port is named, with the variable that moves it", async () => {
  const port = await freePort();
  const wanted = [{ name: "registry", variable: "REGISTRY_PORT", port }];
  await expect(requirePorts(wanted)).resolves.toBeUndefined();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  expect(await isPortFree(port)).toBe(false);
  await expect(requirePorts(wanted)).rejects.toThrow(
    /Port \d+ for the registry is taken.*REGISTRY_PORT=\d+ npm run demo/s,
  );
  await new Promise((resolve) => server.close(resolve));
});

test("two parts cannot share a port", async () => {
  const port = await freePort();
  const wanted = [
    { name: "dashboard", variable: "PORT", port },
    { name: "registry", variable: "REGISTRY_PORT", port },
  ];
  await expect(requirePorts(wanted)).rejects.toThrow("PORT and REGISTRY_PORT are both");
});

test.each(["x", "0", "65536", "1.5"])("%s is not a port", (text) => {
  vi.stubEnv("PORT", text);
  expect(() => portFromEnvironment("PORT", 3000)).toThrow("is not a port");
  vi.stubEnv("PORT", "");
  expect(portFromEnvironment("PORT", 3000)).toBe(3000);
  vi.unstubAllEnvs();
});
