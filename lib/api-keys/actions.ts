"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/actions/client";
import { approveRegistryLogin } from "@/lib/api-keys/approve-registry-login";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { scopesToInstall } from "@/lib/api-keys/loaders";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { approveRegistryLoginSchema, createApiKeySchema, revokeApiKeySchema } from "@/lib/api-keys/schema";
import { clientSetup } from "@/lib/api-keys/snippets";
import { env } from "@/lib/env";

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
