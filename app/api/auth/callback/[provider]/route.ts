import { finishProviderRoute } from "@/lib/identity/sign-in/sign-in-routes";

export const GET = finishProviderRoute;
