import test from "ava";
import { daemonEnvironment, daemonSocket } from "../../../scripts/engines/attached/daemon-socket.ts";
import { NoDaemonError } from "../../../scripts/errors.ts";

const NAMES = ["DOCKER_HOST", "DOCKER_CONTEXT"] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);

test.beforeEach(() => {
  for (const name of NAMES) delete process.env[name];
});
test.after.always(() => {
  for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
});

test.serial("a daemon of this machine is asked by its socket, and so do the tools that deploy to it", (t) => {
  process.env.DOCKER_CONTEXT = "default";
  t.is(daemonSocket(), "/var/run/docker.sock");
  process.env.DOCKER_HOST = "unix:///run/user/1000/docker.sock";
  t.is(daemonSocket(), "/run/user/1000/docker.sock");
  t.deepEqual(daemonEnvironment(), {
    DOCKER_HOST: "unix:///run/user/1000/docker.sock",
    DOCKER_CONTEXT: "",
  });
});

for (const address of ["ssh://root@far:2222", "tcp://far:2376"]) {
  test.serial(
    `a daemon of another machine is refused, as nodes are entered by their processes: ${address}`,
    (t) => {
      process.env.DOCKER_HOST = address;
      const error = t.throws(daemonSocket, { instanceOf: NoDaemonError });
      t.true(error.message.startsWith(`DOCKER_HOST is ${address}: `), error.message);
      t.regex(error.help ?? "", /run tierlab there/);
      t.true(error.help?.includes(`cdktf deploy LAB --var engine=${address}`));
      t.throws(daemonEnvironment, { instanceOf: NoDaemonError });
    },
  );
}
