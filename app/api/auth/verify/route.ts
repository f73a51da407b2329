import { redeemLinkRoute } from "@/lib/auth/sign-in-routes";

export const POST = redeemLinkRoute;
