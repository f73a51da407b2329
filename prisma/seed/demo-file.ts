import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { authenticateKey } from "@/lib/access/authenticate-key";
import { KEY_SCOPES } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { accountsOf } from "@/lib/people/accounts/queries";
import { personalContextOf, personOf, request } from "@/prisma/seed/people";
import { emailOf, PERSONAS, type PersonaKey } from "@/prisma/seed/personas";

const fileShape = z.object({ personas: z.array(z.object({ key: z.string(), token: z.string() })) });

/** Writes what scripts need to act as a persona to `$PACKHOUSE_HOME/demo.json`; keeps tokens that still work. */
export async function writeDemoFile(): Promise<void> {
  const { DASHBOARD_URL, REGISTRY_URL, STRIPE_API_BASE, STRIPE_WEBHOOK_SECRET, PACKHOUSE_HOME } = env();
  const file = path.resolve(PACKHOUSE_HOME, "demo.json");
  const known = await knownTokens(file);
  const personas = [];
  for (const { key } of PERSONAS) {
    const person = await personOf(key);
    const accounts = await accountsOf(person.userId);
    const orgs = accounts.filter(({ kind }) => kind === "organization").map(({ handle, role }) => ({ handle, role }));
    const token = (await workingToken(known.get(key))) ?? (await newToken(key));
    personas.push({ key, email: emailOf(key), handle: person.handle, orgs, token });
  }
  const addresses = { dashboardUrl: DASHBOARD_URL, registryUrl: REGISTRY_URL, apiUrl: `${DASHBOARD_URL}/api/v1` };
  // The secret of a real Stripe account is never written here.
  const sandbox = STRIPE_API_BASE ? { sandboxUrl: STRIPE_API_BASE, webhookSecret: STRIPE_WEBHOOK_SECRET[0] } : {};
  const text = JSON.stringify({ ...addresses, ...sandbox, personas }, null, 2);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

async function knownTokens(file: string): Promise<Map<string, string>> {
  try {
    const { personas } = fileShape.parse(JSON.parse(await readFile(file, "utf8")));
    return new Map(personas.map(({ key, token }) => [key, token]));
  } catch {
    return new Map();
  }
}

async function workingToken(token: string | undefined): Promise<string | null> {
  if (token === undefined) return null;
  return authenticateKey(token, request.address).then(
    () => token,
    () => null,
  );
}

async function newToken(key: PersonaKey): Promise<string> {
  const created = await createApiKey(await personalContextOf(key), {
    name: "Demo scripts",
    scopes: [...KEY_SCOPES],
    packagePatterns: [],
    cidrs: [],
    expiresInDays: null,
  });
  return created.token;
}
