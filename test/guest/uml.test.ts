import test from "ava";
import { execa } from "execa";
import { consoleRelay } from "../../stacks/guest/uml.ts";

test("of a guest's console only the outcome of its boot goes to the engine, the rest is kept", async (t) => {
  const said = "sysrq: \\n %s Trigger\r\n  lvs1 booted\r\nlvs1 booted\r\nKernel panic\r\n";
  const { stdout, stderr } = await execa("/bin/sh", ["-c", consoleRelay("lvs1")], { input: said });
  t.is(stdout, "lvs1 booted");
  t.is(stderr, "sysrq: \\n %s Trigger\n  lvs1 booted\nKernel panic");
});
