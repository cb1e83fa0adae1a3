import { access, constants } from "node:fs/promises";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { RUNTIMES } from "./launch.ts";

/** The path of the machine's OCI runtime, the quicker one where there are two. */
export async function findRuntime(): Promise<string> {
  for (const runtime of RUNTIMES) {
    for (const folder of (process.env.PATH ?? "").split(":")) {
      const path = `${folder}/${runtime}`;
      const there = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (there) return path;
    }
  }
  throw new ToldError("there is no OCI runtime: neither crun nor runc", {
    exitCode: EXIT.cannotRunHere,
    help: "`tierlab setup` installs crun",
  });
}
