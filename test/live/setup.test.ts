import { readdir, stat } from "node:fs/promises";
import { execa } from "execa";
import { runDoctor } from "../../scripts/doctor/doctor.ts";
import { imagesFolder } from "../../scripts/setup/cache-folder.ts";
import { findHostIpvs } from "../../scripts/setup/host-ipvs.ts";
import { findNodeImage } from "../../scripts/setup/node-image.ts";
import { ensureSetup, type SetupEvent } from "../../scripts/setup/setup.ts";
import { asRoot } from "./as-root.ts";

asRoot("a second set-up finds everything there and changes nothing", async (t) => {
  await setup();
  const before = await cacheState();
  const startedAt = performance.now();
  const { machine, events } = await setup();
  t.log(`second set-up: ${(performance.now() - startedAt).toFixed(0)} ms`);
  t.true(events.every(({ kind }) => kind === "present"));
  t.deepEqual(await cacheState(), before);
  t.is(machine.rootfs, (await findNodeImage())?.rootfs ?? "none");
});

asRoot("the node image runs every role's program, and its classes were archived", async (t) => {
  const { machine } = await setup();
  const commands = [
    ["/usr/lib/frr/zebra", "--version"],
    ["keepalived", "--version"],
    ["nginx", "-V"],
    ["node", "--version"],
    ["tshark", "--version"],
    ["wrk", "--version"],
    ["test", "-s", "/usr/share/tierlab/tomcat.jsa"],
    ["test", "-s", "/usr/share/tierlab/app/WEB-INF/classes/ServedBy.class"],
    ["test", "-x", "/usr/bin/runsvdir"],
  ];
  for (const command of commands) {
    const { exitCode, all } = await execa("chroot", [machine.rootfs, ...command], {
      all: true,
      reject: false,
    });
    // wrk prints its version and exits with 1.
    t.true(exitCode === 0 || command[0] === "wrk", `${command.join(" ")}: ${all}`);
  }
});

asRoot("the doctor finds this machine fit once it is set up, and tells the truth about IPVS", async (t) => {
  const { machine } = await setup();
  const facts = new Map((await runDoctor()).map((fact) => [fact.name, fact]));
  t.deepEqual(
    [...facts.values()].filter(({ state }) => state === "missing"),
    [],
  );
  t.is(facts.get("node-image")?.found, `${machine.rootfs}, made by ${machine.by}`);
  t.regex(facts.get("image-by")?.found ?? "", /^(mmdebstrap|docker) makes the node image/);
  t.is(facts.get("ipvs")?.state === "there", (await findHostIpvs()).there);
  if (machine.uml !== null) t.regex(facts.get("uml-kernel")?.found ?? "", /booted with IPVS in \d/);
});

asRoot("the doctor names what is missing, and the command that mends it", async (t) => {
  const { stdout, exitCode } = await execa("scripts/tierlab", ["doctor", "--json"], {
    env: { TIERLAB_CACHE: "/nonexistent/tierlab" },
    reject: false,
  });
  const report: { labsCanRun: boolean; facts: { name: string; state: string; mend: string | null }[] } =
    JSON.parse(stdout);
  t.is(exitCode, 3);
  t.false(report.labsCanRun);
  const image = report.facts.find(({ name }) => name === "node-image");
  t.like(image, { state: "missing", mend: "tierlab setup" });
});

asRoot("without root the doctor tries what it can, and asks for nothing but root", async (t) => {
  const { stdout, exitCode } = await execa("scripts/tierlab", ["doctor", "--json"], {
    uid: 65_534,
    reject: false,
  });
  const { facts }: { facts: { name: string; state: string; mend: string | null }[] } = JSON.parse(stdout);
  t.is(exitCode, 3);
  t.deepEqual(
    facts.filter(({ state }) => state === "missing"),
    [
      {
        name: "privilege",
        state: "missing",
        found: "not root, which labs need",
        mend: "sudo tierlab doctor tries the rest",
      },
    ],
  );
  t.like(
    facts.find(({ name }) => name === "namespaces"),
    { state: "untried", mend: null },
  );
});

asRoot("without root the set-up says that root is needed, where something is missing", async (t) => {
  const { stderr, exitCode } = await execa("scripts/tierlab", ["setup"], {
    uid: 65_534,
    env: { TIERLAB_CACHE: "/nonexistent/tierlab" },
    reject: false,
  });
  t.is(exitCode, 3);
  t.regex(stderr, /missing, and only root can install it/);
});

async function setup() {
  const events: SetupEvent[] = [];
  const machine = await ensureSetup({
    uml: "auto",
    progress: (event) => events.push(event),
    signal: new AbortController().signal,
  });
  return { machine, events };
}

/** Every image with its time: a rebuilt one would show. */
async function cacheState(): Promise<string[]> {
  const names = await readdir(imagesFolder());
  return Promise.all(
    names.map(async (name) => `${name} ${(await stat(`${imagesFolder()}/${name}`)).ctimeMs}`),
  );
}
