import test from "ava";
import { daemonSocket } from "../../../scripts/engines/attached/daemon-socket.ts";
import { NoDaemonError } from "../../../scripts/errors.ts";

test("a daemon of another machine is refused, as nodes are entered by their processes", (t) => {
  const before = process.env.DOCKER_HOST;
  t.teardown(() => {
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  });
  delete process.env.DOCKER_HOST;
  t.is(daemonSocket(), "/var/run/docker.sock");
  process.env.DOCKER_HOST = "unix:///run/user/1000/docker.sock";
  t.is(daemonSocket(), "/run/user/1000/docker.sock");
  process.env.DOCKER_HOST = "ssh://root@far";
  const error = t.throws(daemonSocket, { instanceOf: NoDaemonError, message: /ssh:\/\/root@far/ });
  t.regex(error.help ?? "", /run tierlab there/);
});
