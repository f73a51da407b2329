/** Requests whose page failed because the database was away; `instrumentation.ts` notes them by their id. */
const outages = new Set();
Reflect.set(globalThis, "packhouseOutages", outages);

/**
 * Next answers 500 for every page that fails. While the database is away it is 503, so that a proxy, a monitor and a
 * crawler know that it will pass.
 * @param {import("node:http").ServerResponse} response
 */
export function answerOutages(response) {
  const { writeHead } = response;
  /** @param {any[]} args */
  response.writeHead = (...args) => {
    const id = String(response.getHeader("x-request-id") ?? "");
    if (response.statusCode === 500 && outages.has(id)) {
      response.statusCode = 503;
      response.setHeader("retry-after", "5");
      if (args[0] === 500) args[0] = 503;
    }
    return Reflect.apply(writeHead, response, args);
  };
  response.once("close", () => outages.delete(String(response.getHeader("x-request-id") ?? "")));
}
