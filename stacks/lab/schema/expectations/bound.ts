import * as z from "zod";
import { duration } from "../values.ts";

/** A time that the lab says, or that is computed from the timers of the plan. */
export const bound = z.union([z.literal("bound"), duration]);
