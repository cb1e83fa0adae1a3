import test from "ava";
import { labsCanRun, renderDoctor } from "../../scripts/doctor/doctor.ts";
import { limited, missing, there, untried } from "../../scripts/doctor/fact.ts";
import { missingCapabilities } from "../../scripts/doctor/privilege.ts";
import { availableMemoryMiB } from "../../scripts/doctor/room.ts";
import { plainStyle } from "../../scripts/terminal/style.ts";

test("capabilities are read bit by bit", (t) => {
  t.deepEqual(missingCapabilities("Name:\tx\nCapEff:\t000001ffffffffff\n"), []);
  t.deepEqual(missingCapabilities("CapEff:\t00000000a80425fb\n"), [
    "CAP_NET_ADMIN",
    "CAP_SYS_PTRACE",
    "CAP_SYS_ADMIN",
  ]);
  t.true(missingCapabilities("CapEff:\t0000000000000000\n").includes("CAP_SYS_ADMIN"));
});

test("available memory is read in MiB", (t) => {
  t.is(availableMemoryMiB("MemTotal:  2097152 kB\nMemAvailable:    1048576 kB\n"), 1024);
});

test("a machine is fit as long as nothing is missing, and every lack shows its mend", (t) => {
  const good = { name: "a", ...there("all of it") };
  const less = { name: "bb", ...limited("some of it", "do this") };
  const bad = { name: "c", ...missing("none of it", "do that") };
  t.true(labsCanRun([good, less]));
  t.false(labsCanRun([good, bad]));
  t.is(
    renderDoctor([good, less, bad], { style: plainStyle, columns: 100 }),
    [
      "✓ a   all of it",
      "~ bb  some of it",
      "      = do this",
      "✗ c   none of it",
      "      = do that",
      "",
      "1 missing: labs cannot run here yet",
    ].join("\n"),
  );
});

test("what only root could try is told as such, and is no lack of the machine", (t) => {
  const facts = [
    { name: "privilege", ...missing("not root", "sudo") },
    { name: "links", ...untried },
  ];
  t.is(
    renderDoctor(facts, { style: plainStyle, columns: 100 }),
    [
      "✗ privilege  not root",
      "             = sudo",
      "· links      not tried: it takes root",
      "",
      "1 missing, 1 not tried: labs need root",
    ].join("\n"),
  );
});

test("on a narrow terminal what is too long goes on below itself", (t) => {
  const fact = { name: "ipvs", ...limited("the kernel has no IPVS and no modprobe", "load ip_vs outside") };
  t.is(
    renderDoctor([fact], { style: plainStyle, columns: 30 }),
    [
      "~ ipvs  the kernel has no IPVS",
      "        and no modprobe",
      "        = load ip_vs outside",
      "",
      "labs can run here, with 1 limited",
    ].join("\n"),
  );
});
