import { personaRoute } from "@/lib/identity/sign-in/sign-in-routes";

export const POST = personaRoute;
