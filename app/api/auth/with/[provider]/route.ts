import { startProviderRoute } from "@/lib/identity/sign-in/sign-in-routes";

export const POST = startProviderRoute;
