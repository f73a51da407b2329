import type { Call, Route } from "../../types";
import { load } from "../objects/stored";
import { createSchedule, releaseSchedule, updateSchedule } from "../schedules/schedule";

const idOf = (call: Call): string => call.path.id ?? "";
const PATH = "/v1/subscription_schedules";

export const SCHEDULE_ROUTES: Route[] = [
  {
    method: "POST",
    path: PATH,
    handle: (sandbox, call) => createSchedule(sandbox, call.input),
    accepts: ["from_subscription"],
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
    accepts: ["phases", "end_behavior", "proration_behavior"],
  },
  {
    method: "POST",
    path: `${PATH}/:id/release`,
    handle: (sandbox, call) => releaseSchedule(sandbox, idOf(call)),
    accepts: [],
  },
];
