import { startProviderRoute } from "@/lib/auth/sign-in-routes";

export const POST = startProviderRoute;
