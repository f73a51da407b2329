import { createServer } from "node:net";
import { Stop } from "./progress.mjs";

/**
 * @param {number} port 0 for any
 * @param {string} [host]
 * @returns {Promise<number | undefined>} the port, or undefined when somebody listens there
 */
function tryListen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? error.code : "";
      if (code === "EADDRINUSE") resolve(undefined);
      // Nobody listens on IPv6 on a machine without it.
      else if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") resolve(port);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = address !== null && typeof address === "object" ? address.port : port;
      server.close(() => resolve(got));
    });
  });
}

/** @returns {Promise<number>} */
export async function freePort() {
  const port = await tryListen(0, "127.0.0.1");
  if (port === undefined) throw new Stop("No free port is left on this machine.");
  return port;
}

/** @param {number} port */
export async function isPortFree(port) {
  for (const host of ["127.0.0.1", "::1"]) if ((await tryListen(port, host)) === undefined) return false;
  return true;
}

/**
 * @param {{ name: string, variable: string, port: number }[]} wanted
 */
export async function requirePorts(wanted) {
  for (const { name, variable, port } of wanted) {
    const twin = wanted.find((other) => other.variable !== variable && other.port === port);
    if (twin) throw new Stop(`${variable} and ${twin.variable} are both ${port}. Give each its own port.`);
    if (await isPortFree(port)) continue;
    throw new Stop(
      `Port ${port} for the ${name} is taken by another program. Stop that program, or choose another port, ` +
        `for example: ${variable}=${port + 10_000 > 65_535 ? port - 10_000 : port + 10_000} npm run demo`,
    );
  }
}

/**
 * @param {string} variable
 * @param {number} fallback
 */
export function portFromEnvironment(variable, fallback) {
  const text = process.env[variable];
  if (text === undefined || text === "") return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Stop(`${variable} is "${text}", which is not a port. Use a number from 1 to 65535.`);
  }
  return port;
}
