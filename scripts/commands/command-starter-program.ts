/** The program of the process that starts commands for another; it ends with that one. */
import type { Asked, Told } from "./command-starter.ts";
import { type RunningCommand, runCommand } from "./run-command.ts";

const running = new Map<number, RunningCommand>();

process.on("disconnect", () => process.exit(0));
process.on("message", (message) => {
  const { id, order } = message as Asked;
  if (order === null) {
    running.get(id)?.kill();
    return;
  }
  const command = runCommand(order);
  running.set(id, command);
  void command.ended.then((outcome) => {
    running.delete(id);
    const told: Told = { id, outcome };
    process.send?.(told);
  });
});
