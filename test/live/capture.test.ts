import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { findNodeImage } from "../../scripts/setup/node-image.ts";
import { LAUNCHER, type Told, tierlab } from "../verbs/tierlab.ts";
import { asRoot } from "./as-root.ts";
import { eventually } from "./eventually.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-capture-"));
const env = { TIERLAB_STATE: join(folder, "state") };
const VIP = "10.10.0.100";

const LAB = `lab: capture-shop
about: A web server behind a director, whose kernel is one of its own where this machine's has no IPVS.
segments: { office: 198.18.0.0/24, dmz: 10.10.0.0/24 }
tiers:
  client: { role: client, on: office }
  edge: { role: router, on: [office, dmz], routing: kernel }
  lvs: { role: director, on: dmz }
  web: { role: nginx, on: dmz }
services:
  shop: { vip: ${VIP}, director: lvs, mode: dr, servers: web }
`;

function run(...args: string[]): Promise<Told> {
  return tierlab(args, { env, cwd: folder, timeoutMs: 120_000 });
}

/** A capture that runs, once it listens. */
async function capturing(...args: string[]) {
  const options = { env, cwd: folder, reject: false, encoding: "buffer", timeout: 60_000 } as const;
  const child = execa(LAUNCHER, ["capture", "capture-shop", ...args], options);
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += String(chunk);
  });
  await eventually("it listens", () => said.includes("capturing at"), 30_000);
  return { child, said: () => said };
}

async function ask(): Promise<void> {
  const { exitCode, stderr } = await run(
    "exec",
    "capture-shop",
    "client1",
    "--",
    "curl",
    "-sS",
    `http://${VIP}/`,
  );
  if (exitCode !== 0) throw new Error(stderr);
}

/** One line a frame of a pcapng file: its interface and its TCP flags. */
async function framesIn(file: string): Promise<string[]> {
  const image = await findNodeImage();
  const fields = ["-e", "frame.interface_name", "-e", "tcp.flags.str", "-e", "tcp.dstport"];
  // tshark reads no pipe to its end.
  const words = [image?.rootfs ?? "", "tshark", "-r", "-", "-T", "fields", ...fields];
  const { stdout } = await execa("sh", ["-c", 'exec <"$1"; shift; exec chroot "$@"', "sh", file, ...words]);
  return stdout.split("\n").filter((line) => line !== "");
}

test.before(async () => {
  writeFileSync(join(folder, "shop.yaml"), LAB);
  if (process.getuid?.() !== 0) return;
  await run("setup");
  const told = await run("up", "shop.yaml");
  if (told.exitCode !== 0) throw new Error(told.stderr);
});
test.after.always(async () => {
  await run("down", "--all");
  rmSync(folder, { recursive: true, force: true });
});

asRoot(
  "it sees what goes in and out of a director, whatever kernel the director has, and Ctrl-C ends it",
  async (t) => {
    const { child, said } = await capturing("lvs1", "--filter", "tcp port 80", "--out", "lvs1.pcapng");
    await ask();
    child.kill("SIGINT");
    t.is((await child).exitCode, 0, said());
    const frames = await framesIn(join(folder, "lvs1.pcapng"));
    t.regex(said(), new RegExp(`${frames.length} frames in lvs1\\.pcapng\\n$`));
    // The client's SYN to the VIP comes in, and goes out again to the web server.
    t.is(frames.filter((line) => /^lvs1:eth0\t·+S·\t80$/.test(line)).length, 2, frames.join("\n"));
    t.true(
      frames.every((line) => line.endsWith("\t80")),
      "only requests cross a director by mode dr",
    );
  },
);

asRoot("on standard output comes what another program reads while frames come", async (t) => {
  const { child, said } = await capturing("edge1:dmz");
  let come = "";
  child.stdout.on("data", (chunk) => {
    come += String(chunk);
  });
  await ask();
  await eventually("the first frames are there", () => come.includes("GET / HTTP/1.1"));
  child.kill("SIGINT");
  const { exitCode, stdout } = await child;
  t.is(exitCode, 0, said());
  writeFileSync(join(folder, "edge1.pcapng"), stdout);
  const frames = await framesIn(join(folder, "edge1.pcapng"));
  t.true(frames.length > 0);
  t.true(frames.every((line) => line.startsWith("edge1:eth1\t")));
});

asRoot("it ends by itself after a time", async (t) => {
  const told = await run("capture", "capture-shop", "web1", "--for", "100ms", "--out", "web1.pcapng");
  t.is(told.exitCode, 0, told.stderr);
  t.regex(told.stderr, /frames? in web1\.pcapng$/);
  t.true(statSync(join(folder, "web1.pcapng")).size > 0);
});

asRoot("it ends when its reader goes, without a word of it", async (t) => {
  const { child, said } = await capturing("edge1");
  child.stdout.destroy();
  const ended = child.then(({ exitCode }) => exitCode);
  let code: number | undefined;
  void ended.then((known) => {
    code = known;
  });
  await eventually("it notices at a frame", async () => {
    await ask();
    return code !== undefined;
  });
  t.is(code, 0, said());
  t.regex(said(), /^capturing at [^\n]*\n$/);
});

for (const [args, words] of [
  [["capture-shop", "lvs2"], "did you mean `lvs1`?"],
  [["capture-shop", "edge1:eth7"], "did you mean `eth0`?"],
  [["capture-shop", "edge1:office2"], "did you mean `office`?"],
  [["capture-shop", "web1:wlan-something"], "its interfaces: eth0 (dmz)"],
  [["capture-shop", "web1", "--filter", "tcpp prot"], "the filter is no capture filter"],
  [["capture-shop", "web1", "--for", "10"], "Expected a duration"],
  [["capture-shop", "web1", "--out", "no/such/folder"], "cannot be written"],
] as const) {
  asRoot(`\`capture ${args.join(" ")}\` is wrong input, and is told what to do`, async (t) => {
    const told = await run("capture", ...args);
    t.is(told.exitCode, 2);
    t.true(told.stderr.includes(words), told.stderr);
  });
}

asRoot("a terminal gets no frames", async (t) => {
  const { stdout, exitCode } = await execa(
    "script",
    ["-qec", `${LAUNCHER} capture capture-shop web1`, "/dev/null"],
    {
      env,
      reject: false,
    },
  );
  t.is(exitCode, 2);
  t.true(stdout.includes("frames are no text for a terminal"), stdout);
});

asRoot("it ends when the lab goes, and says so", async (t) => {
  const { child, said } = await capturing("edge1", "--out", "last.pcapng");
  await run("down", "capture-shop");
  t.is((await child).exitCode, 0, said());
  t.regex(said(), /lab capture-shop is gone, so its frames end here/);
  t.true(existsSync(join(folder, "last.pcapng")));
});
