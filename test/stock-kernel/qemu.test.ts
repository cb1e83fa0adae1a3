import test from "ava";
import { qemuCommand } from "../../scripts/stock-kernel/qemu.ts";

const command = qemuCommand({ vmlinuz: "/k/vmlinuz", disk: "/w/disk.img", results: "/w/results" });

test("the machine dies with this process, and has no network", (t) => {
  t.is(command[0], "setpriv");
  t.deepEqual(after("-nic"), "none");
});

test("its clock counts instructions, and its memory and code are bounded", (t) => {
  t.regex(after("-icount"), /^shift=0/);
  t.is(after("-m"), "3072");
  t.is(after("-accel"), "tcg,tb-size=256");
});

test("it boots the given kernel from the disk, and ends where that panics", (t) => {
  t.is(after("-kernel"), "/k/vmlinuz");
  t.regex(command.join(" "), /file=\/w\/disk\.img -device nvme/);
  t.true(command.includes("-no-reboot"));
  t.regex(after("-append"), /\bpanic=-1\b/);
});

function after(option: string): string {
  return command[command.indexOf(option) + 1] ?? "";
}
