import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findNodeImage } from "./node-image.ts";
import { findUmlKernel } from "./uml-kernel.ts";

/** The packages that decide what a lab does; what they are for stands in templates/node/packages.txt. */
const TOLD = [
  "keepalived",
  "ipvsadm",
  "frr",
  "nginx-light",
  "tomcat10",
  "openjdk-21-jre-headless",
  "haproxy",
  "varnish",
  "pdns-server",
  "nftables",
  "iproute2",
  "tshark",
];

/** The exact versions of what labs run on here, by name, for a report; what is not set up is left out. */
export async function versionsOf(): Promise<Record<string, string>> {
  const [image, uml] = await Promise.all([findNodeImage(), findUmlKernel()]);
  const packages = image === null ? {} : await packageVersions(image.rootfs);
  return {
    "Node.js": process.version.replace(/^v/, ""),
    ...(uml === null ? {} : { "User Mode Linux": uml.version }),
    ...(image === null ? {} : { "node image": image.hash }),
    ...Object.fromEntries(TOLD.flatMap((name) => (name in packages ? [[name, packages[name] ?? ""]] : []))),
  };
}

/** Of the packages in a Debian root, by dpkg's own list (dpkg(1), `status`). */
async function packageVersions(rootfs: string): Promise<Record<string, string>> {
  const status = await readFile(join(rootfs, "var/lib/dpkg/status"), "utf8").catch(() => "");
  return Object.fromEntries(
    status.split("\n\n").flatMap((entry) => {
      const [, name] = /^Package: (.+)$/m.exec(entry) ?? [];
      const [, version] = /^Version: (.+)$/m.exec(entry) ?? [];
      return name === undefined || version === undefined ? [] : [[name, version]];
    }),
  );
}
