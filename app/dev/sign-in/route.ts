import { personaRoute } from "@/lib/auth/sign-in-routes";

export const POST = personaRoute;
