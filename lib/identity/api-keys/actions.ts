"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/entry/client";
import { env } from "@/lib/env";
import { approveRegistryLogin } from "@/lib/identity/api-keys/approve-registry-login";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { scopesToInstall } from "@/lib/identity/api-keys/loaders";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { approveRegistryLoginSchema, createApiKeySchema, revokeApiKeySchema } from "@/lib/identity/api-keys/schema";
import { clientSetup } from "@/lib/identity/api-keys/snippets";

const PAGE = "/settings/tokens";

export const createApiKeyAction = accountAction(
  { name: "api-key.create", permission: "key:manage", entitlement: "api_keys", audit: "key.created" },
  createApiKeySchema,
  async (ctx, input) => {
    const key = await createApiKey(ctx, input);
    const setup = clientSetup(env().REGISTRY_URL, key.token, await scopesToInstall());
    revalidatePath(PAGE);
    return { key, setup };
  },
);

export const revokeApiKeyAction = accountAction(
  { name: "api-key.revoke", permission: "key:manage", entitlement: null, audit: "key.revoked" },
  revokeApiKeySchema,
  async (ctx, input) => {
    await revokeApiKey(ctx, input.id);
    revalidatePath(PAGE);
  },
);

export const approveRegistryLoginAction = accountAction(
  { name: "registry-login.approve", permission: "key:manage", entitlement: null, audit: "registry_login.approved" },
  approveRegistryLoginSchema,
  approveRegistryLogin,
);
