import { missing, type Probe, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

const KINDS = ["mount", "pid", "net", "ipc", "uts"] as const;

export const namespaces: Probe = {
  name: "namespaces",
  needsRoot: true,
  async probe() {
    const attempts = await Promise.all(
      KINDS.map(async (kind) => ({
        kind,
        ...(await tryCommand(["unshare", "--fork", `--${kind}`, "true"])),
      })),
    );
    const failed = attempts.filter(({ worked }) => !worked);
    if (failed.length === 0) return there(`${KINDS.join(", ")}: each was made`);
    const reasons = [...new Set(failed.map(({ why }) => why))];
    return missing(
      `none of ${failed.map(({ kind }) => kind).join(", ")}: ${reasons.join("; ")}`,
      "in a container, allow unshare and mount (CAP_SYS_ADMIN and a seccomp profile that lets them pass)",
    );
  },
};
