import type { DeliveryFault } from "../control/faults";
import type { Core } from "../core";
import type { Wire } from "../types";

export const DELIVERY = "_delivery";

/** pending → succeeded, or failed after three days; held until it is released; dropped by a fault. */
export type DeliveryStatus = "pending" | "succeeded" | "failed" | "held" | "dropped";

/** What a fault does to each sending of a delivery. */
export type Tampering = { copies: number; corrupt: boolean; secret: string | null };

export type Delivery = Wire & {
  event: string;
  endpoint: string;
  status: DeliveryStatus;
  attempts: number;
  /** Sandbox time. */
  created: number;
  next_at: number;
  answer: number | null;
  problem: string | null;
  tampering: Tampering;
};

const HONEST: Tampering = { copies: 1, corrupt: false, secret: null };

export function isDelivery(wire: Wire): wire is Delivery {
  return wire.object === DELIVERY;
}

export const deliveryId = (event: string, endpoint: string): string => `${event}/${endpoint}`;

export function planDelivery(core: Core, event: Wire, endpoint: Wire): Delivery {
  const fault = core.faults.forDelivery(String(event.type));
  const now = core.clock.now();
  return {
    id: deliveryId(event.id, endpoint.id),
    object: DELIVERY,
    event: event.id,
    endpoint: endpoint.id,
    status: fault?.effect === "hold" ? "held" : fault?.effect === "drop" ? "dropped" : "pending",
    attempts: 0,
    created: now,
    next_at: fault?.effect === "delay" ? now + fault.seconds : now,
    answer: null,
    problem: null,
    tampering: tamperingOf(fault),
  };
}

function tamperingOf(fault: DeliveryFault | undefined): Tampering {
  return {
    ...HONEST,
    copies: fault?.effect === "duplicate" ? fault.copies : 1,
    corrupt: fault?.effect === "corrupt",
    secret: fault?.effect === "resign" ? fault.secret : null,
  };
}
