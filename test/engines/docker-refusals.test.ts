import test from "ava";
import { containerlabRefusal } from "../../scripts/engines/containerlab/containerlab.ts";
import { terraformRefusal } from "../../scripts/engines/docker/terraform.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { isOtherVersion } from "../../scripts/setup/docker-client.ts";
import { isNewEnough } from "../../scripts/setup/docker-engine-part.ts";

// As Terraform 1.11 with the provider 3.6.2, and containerlab 0.79, have said them.
const TERRAFORM = [
  [
    'Unable to create container: Error response from daemon: Conflict. The container name "/tierlab-shop-web1" is already in use by container "4ae1".',
    /`tierlab down shop`.*`docker rm`/,
  ],
  [
    "Unable to create network: Error response from daemon: network with name tierlab-shop-dmz already exists",
    /`docker network rm`/,
  ],
  [
    "Unable to create network: Error response from daemon: Pool overlaps with other one on this address space",
    /`docker network ls`/,
  ],
  [
    "Unable to read Docker image into resource: unable to find or pull image tierlab/node:x: error pulling image: Error response from daemon: pull access denied for tierlab/node",
    /`tierlab setup --engine docker`/,
  ],
  [
    'Unable to read Docker image into resource: unable to pull image tierlab/node:x: error pulling image tierlab/node:x: Error response from daemon: Get "https://registry.invalid/v2/": dial tcp: no such host',
    /`tierlab setup --engine docker`/,
  ],
  [
    "Error initializing Docker client: Cannot connect to the Docker daemon at unix:///nowhere. Is the docker daemon running?",
    /dockerd/,
  ],
  ["Error acquiring the state lock: resource temporarily unavailable", /another terraform/],
  ["Failed to query available provider packages: could not connect to the registry", /plugins\/HOST/],
  ["something that nobody has seen before", /`tierlab down shop` removes/],
] as const;

for (const [said, help] of TERRAFORM) {
  test(`of what Terraform refuses a person is told the way out: ${said.slice(0, 70)}`, (t) => {
    const told = terraformRefusal("shop", [said]);
    t.is(told.message, `terraform refuses: ${said}`);
    t.regex(told.help ?? "", help);
    t.is(told.exitCode, EXIT.cannotRunHere);
  });
}

test("of what containerlab refuses only its errors are told, with the way out", (t) => {
  const said = [
    "10:02:11 INFO Containerlab started version=0.79.0",
    "10:02:11 ERRO containers [\"tierlab-shop-web1\"] already exist. Add '--reconfigure' flag",
    "10:02:11 ERRO the lab has already been deployed",
  ];
  const told = containerlabRefusal("shop", "deploy", said);
  t.notRegex(told.message, /INFO/);
  t.regex(told.help ?? "", /`tierlab down shop`/);
  t.is(told.exitCode, EXIT.cannotRunHere);
  t.regex(
    containerlabRefusal("shop", "deploy", ["ERRO open /proc/modules: no such file"]).help ?? "",
    /modules/,
  );
});

test("a missing image is told of containerlab's many words on how it asked a registry for it", (t) => {
  const said = ['05:38:41 ERRO Failed to pull image image=docker.io/tierlab/node:x err="no such host"'];
  t.regex(containerlabRefusal("shop", "deploy", said).help ?? "", /`tierlab setup --engine docker`/);
});

test("a daemon of another age than the client is no daemon that does not run", (t) => {
  const prefix = "Error response from daemon: client version";
  t.true(isOtherVersion(`${prefix} 1.44 is too new. Maximum supported API version is 1.41`));
  t.true(isOtherVersion(`${prefix} 1.41 is too old. Minimum supported API version is 1.44`));
  t.false(isOtherVersion("Cannot connect to the Docker daemon at unix:///nowhere. Is it running?"));
});

test("Docker Engine is new enough from 20.10 on", (t) => {
  for (const version of ["20.10.24+dfsg1", "26.1.5", "28.2.2"]) t.true(isNewEnough(version), version);
  for (const version of ["1.13.1", "18.09.1", "19.03.15"]) t.false(isNewEnough(version), version);
});
