import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { daemonSocket } from "../../../scripts/engines/attached/daemon-socket.ts";
import { dockerAddress } from "../../../scripts/engines/attached/docker-address.ts";
import { NoDaemonError } from "../../../scripts/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-docker-address-"));
const NAMES = ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG"] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);

test.before(() => {
  context("far", { Host: "ssh://root@far" });
  context("rootless", { Host: "unix:///run/user/1000/docker.sock" });
  context("bare", {});
});
test.beforeEach(() => {
  for (const name of NAMES) delete process.env[name];
  process.env.DOCKER_CONFIG = folder;
  uses("");
});
test.after.always(() => {
  for (const [name, value] of before) {
    delete process.env[name];
    if (value !== undefined) process.env[name] = value;
  }
  rmSync(folder, { recursive: true });
});

/** As `docker context create` writes it. */
function context(name: string, docker: object): void {
  const place = join(folder, "contexts", "meta", createHash("sha256").update(name).digest("hex"));
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, "meta.json"),
    JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker } }),
  );
}

/** As `docker context use` does. */
function uses(name: string): void {
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths: {}, currentContext: name }));
}

test.serial("without a word of anybody Docker is where it always is", (t) => {
  t.deepEqual(dockerAddress(), { url: "unix:///var/run/docker.sock", chosenBy: "default" });
  process.env.DOCKER_CONFIG = join(folder, "not-there");
  t.is(dockerAddress().url, "unix:///var/run/docker.sock");
});

test.serial("DOCKER_HOST comes before DOCKER_CONTEXT, and that before the context in use", (t) => {
  uses("far");
  t.deepEqual(dockerAddress(), { url: "ssh://root@far", chosenBy: "docker context far" });
  process.env.DOCKER_CONTEXT = "rootless";
  t.deepEqual(dockerAddress(), {
    url: "unix:///run/user/1000/docker.sock",
    chosenBy: "docker context rootless",
  });
  process.env.DOCKER_CONTEXT = "default";
  t.is(dockerAddress().chosenBy, "default");
  process.env.DOCKER_HOST = "tcp://other:2376";
  t.deepEqual(dockerAddress(), { url: "tcp://other:2376", chosenBy: "DOCKER_HOST" });
});

test.serial("a context without an address of its own has the default one", (t) => {
  process.env.DOCKER_CONTEXT = "bare";
  t.is(dockerAddress().url, "unix:///var/run/docker.sock");
});

test.serial("a context that there is none of is told, with how to leave it", (t) => {
  uses("gone");
  const used = t.throws(dockerAddress, { instanceOf: NoDaemonError, message: /no docker context gone/ });
  t.regex(used.help ?? "", /docker context use default/);
  process.env.DOCKER_CONTEXT = "gone too";
  const named = t.throws(dockerAddress, { instanceOf: NoDaemonError, message: /no docker context gone too/ });
  t.regex(named.help ?? "", /unset DOCKER_CONTEXT/);
});

test.serial("a lab is built on no machine to which a context leads", (t) => {
  uses("far");
  const error = t.throws(daemonSocket, { instanceOf: NoDaemonError, message: /^docker context far is ssh:/ });
  t.regex(error.help ?? "", /docker context use default/);
});
