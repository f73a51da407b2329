import { finishProviderRoute } from "@/lib/auth/sign-in-routes";

export const GET = finishProviderRoute;
