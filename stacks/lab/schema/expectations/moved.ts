import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { nodeRef, serviceRef, share } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    of: serviceRef.describe("The service."),
    without: nodeRef.describe(
      "The real server that is gone when the flows come again; its own do not count.",
    ),
    "at-most": share.describe("The largest share of the others that may come to another server than before."),
  })
  .describe(
    "Flows that come again to a director which does not know them, and are handed to another server than before.",
  );

export const moved: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "flows",
  *mentions({ of, without }) {
    yield mention("service", of, ["of"]);
    yield mention("node", without, ["without"], SERVER_ROLES);
  },
};
