import { captureTools } from "./capture-tools.ts";
import { cgroups } from "./cgroups.ts";
import { docker } from "./docker.ts";
import type { Probe } from "./fact.ts";
import { hostTools } from "./host-tools.ts";
import { imageBy } from "./image-by.ts";
import { ipip } from "./ipip.ts";
import { ipv6 } from "./ipv6.ts";
import { ipvs } from "./ipvs.ts";
import { kernelLimits } from "./kernel-limits.ts";
import { links } from "./links.ts";
import { namespaces } from "./namespaces.ts";
import { nat } from "./nat.ts";
import { netem } from "./netem.ts";
import { nodeImage } from "./node-image.ts";
import { nodeVersion } from "./node-version.ts";
import { ociRuntime } from "./oci-runtime.ts";
import { overlayfs } from "./overlayfs.ts";
import { privilege } from "./privilege.ts";
import { room } from "./room.ts";
import { synproxy } from "./synproxy.ts";
import { terraform } from "./terraform.ts";
import { umlKernel } from "./uml-kernel.ts";

/** Every probe, in the order in which a person would mend what they find. */
export const PROBES: readonly Probe[] = [
  nodeVersion,
  privilege,
  hostTools,
  namespaces,
  links,
  ociRuntime,
  imageBy,
  nodeImage,
  captureTools,
  ipvs,
  ipip,
  ipv6,
  netem,
  umlKernel,
  nat,
  synproxy,
  cgroups,
  room,
  kernelLimits,
  overlayfs,
  docker,
  terraform,
];
