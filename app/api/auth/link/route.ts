import { sendLinkRoute } from "@/lib/identity/sign-in/sign-in-routes";

export const POST = sendLinkRoute;
