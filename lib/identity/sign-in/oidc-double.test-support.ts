import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { realNow } from "@/lib/clock";

export type Double = {
  issuer: string;
  /** The person who signs in next. */
  person: { sub: string; email: string; email_verified: boolean | undefined; name: string };
  /** Leaves all claims but `sub` to the userinfo endpoint. */
  shortToken: boolean;
  stop: () => Promise<void>;
};

const KEY_ID = "k1";

/** A minimal OpenID Connect provider over HTTP on loopback that a real client library accepts. */
export async function startOidcDouble(): Promise<Double> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const nonces = new Map<string, string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", double.issuer);
    if (url.pathname === "/.well-known/openid-configuration") return json(response, discovery());
    if (url.pathname === "/jwks") {
      return json(response, {
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" }],
      });
    }
    if (url.pathname === "/authorize") {
      const code = randomUUID();
      nonces.set(code, url.searchParams.get("nonce") ?? "");
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === "/userinfo") return json(response, double.person);
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const nonce = nonces.get(new URLSearchParams(body).get("code") ?? "") ?? "";
      json(response, { access_token: randomUUID(), token_type: "Bearer", expires_in: 60, id_token: idToken(nonce) });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const double: Double = {
    issuer: `http://127.0.0.1:${port}`,
    person: { sub: "1", email: "", email_verified: true, name: "" },
    shortToken: false,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return double;

  function discovery() {
    const at = (path: string) => `${double.issuer}${path}`;
    return {
      issuer: double.issuer,
      authorization_endpoint: at("/authorize"),
      token_endpoint: at("/token"),
      userinfo_endpoint: at("/userinfo"),
      jwks_uri: at("/jwks"),
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
  }

  function idToken(nonce: string): string {
    const seconds = Math.floor(realNow().getTime() / 1_000);
    const claims = double.shortToken ? { sub: double.person.sub } : double.person;
    const head = encode({ alg: "RS256", kid: KEY_ID, typ: "JWT" });
    const body = encode({ ...claims, iss: double.issuer, aud: "packhouse", iat: seconds, exp: seconds + 60, nonce });
    const signature = createSign("RSA-SHA256").update(`${head}.${body}`).sign(privateKey).toString("base64url");
    return `${head}.${body}.${signature}`;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
