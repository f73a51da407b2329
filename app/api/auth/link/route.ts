import { sendLinkRoute } from "@/lib/auth/sign-in-routes";

export const POST = sendLinkRoute;
