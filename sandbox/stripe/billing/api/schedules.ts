import { pageOf } from "../../http/list";
import type { Call, Route } from "../../types";
import { allOf, load } from "../objects/stored";
import { cancelSchedule, createSchedule, releaseSchedule, updateSchedule } from "../schedules/schedule";

const idOf = (call: Call): string => call.path.id ?? "";
const PATH = "/v1/subscription_schedules";

export const SCHEDULE_ROUTES: Route[] = [
  {
    method: "POST",
    path: PATH,
    handle: (sandbox, call) => createSchedule(sandbox, call.input),
    accepts: ["from_subscription", "metadata"],
  },
  {
    method: "GET",
    path: PATH,
    handle: (sandbox, call) =>
      pageOf(call, allOf(sandbox, "subscription_schedule"), [
        "customer",
        "created",
        "canceled_at",
        "completed_at",
        "released_at",
      ]),
    accepts: ["customer", "created", "canceled_at", "completed_at", "released_at"],
  },
  {
    method: "GET",
    path: `${PATH}/:id`,
    handle: (sandbox, call) => load(sandbox, "subscription_schedule", idOf(call)),
    accepts: [],
  },
  {
    method: "POST",
    path: `${PATH}/:id`,
    handle: (sandbox, call) => updateSchedule(sandbox, idOf(call), call.input),
    accepts: ["phases", "end_behavior", "metadata", "proration_behavior"],
  },
  {
    method: "POST",
    path: `${PATH}/:id/release`,
    handle: (sandbox, call) => releaseSchedule(sandbox, idOf(call)),
    accepts: [],
  },
  {
    method: "POST",
    path: `${PATH}/:id/cancel`,
    handle: (sandbox, call) => cancelSchedule(sandbox, idOf(call), call.input),
    accepts: ["invoice_now", "prorate"],
  },
];
