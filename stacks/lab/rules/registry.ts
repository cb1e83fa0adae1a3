import type { RuleFinding } from "../finding.ts";
import { bgpAnnounce } from "./bgp-announce.ts";
import { bgpPeers } from "./bgp-peers.ts";
import { boundTimer } from "./bound-timer.ts";
import { breakCheck } from "./break-check.ts";
import { breakMissing } from "./break-missing.ts";
import { directorAlone } from "./director-alone.ts";
import { drPort } from "./dr-port.ts";
import { drSameSegment } from "./dr-same-segment.ts";
import { drainServer } from "./drain-server.ts";
import { expectEmpty } from "./expect-empty.ts";
import { faultMissing } from "./fault-missing.ts";
import { faultNeedless } from "./fault-needless.ts";
import { faultTiming } from "./fault-timing.ts";
import { floodSpoofs } from "./flood-spoofs.ts";
import { fullnatMixed } from "./fullnat-mixed.ts";
import { gatewaySegment } from "./gateway-segment.ts";
import { impairEmpty } from "./impair-empty.ts";
import { impairmentRouter } from "./impairment-router.ts";
import { latencyDelay } from "./latency-delay.ts";
import { linkSegment } from "./link-segment.ts";
import { nameAnswers } from "./name-answers.ts";
import { onePacket } from "./one-packet.ts";
import { outageBound } from "./outage-bound.ts";
import { overIpv6 } from "./over-ipv6.ts";
import { probeMany } from "./probe-many.ts";
import { proxyLimits } from "./proxy-limits.ts";
import { proxyMixed } from "./proxy-mixed.ts";
import type { Rule, RuleSubject } from "./rule.ts";
import { schedulerFlags } from "./scheduler-flags.ts";
import { segmentFull } from "./segment-full.ts";
import { segmentOverlap } from "./segment-overlap.ts";
import { segmentPrefix } from "./segment-prefix.ts";
import { segmentTwice } from "./segment-twice.ts";
import { senderProtocol } from "./sender-protocol.ts";
import { senderResolver } from "./sender-resolver.ts";
import { servedMore } from "./served-more.ts";
import { siteAlone } from "./site-alone.ts";
import { siteNameTaken } from "./site-name.ts";
import { sitePrefix } from "./site-prefix.ts";
import { spoofsPrefix } from "./spoofs-prefix.ts";
import { spreadServers } from "./spread-servers.ts";
import { testTwice } from "./test-twice.ts";
import { trafficMissing } from "./traffic-missing.ts";
import { unknownDaemon } from "./unknown-daemon.ts";
import { unknownNode, unknownSegment, unknownService, unknownTier } from "./unknown-name.ts";
import { unknownSender } from "./unknown-sender.ts";
import { upstreamLoop } from "./upstream-loop.ts";
import { upstreamMissing } from "./upstream-missing.ts";
import { upstreamSegment } from "./upstream-segment.ts";
import { vipInSegment } from "./vip-in-segment.ts";
import { vipReserved } from "./vip-reserved.ts";
import { vipTaken } from "./vip-taken.ts";
import { vip6Limits } from "./vip6-limits.ts";
import { vip6Servers } from "./vip6-servers.ts";
import { vrrpAdvert } from "./vrrp-advert.ts";
import { vrrpMode } from "./vrrp-mode.ts";
import { weightsCount } from "./weights-count.ts";
import { weightsZero } from "./weights-zero.ts";
import { withdrawBgp } from "./withdraw-bgp.ts";
import { wrongRole } from "./wrong-role.ts";

/** Every rule of meaning: first names, then addresses, services, ways and tests. */
export const RULES: readonly Rule[] = [
  unknownSegment,
  unknownTier,
  unknownService,
  unknownNode,
  wrongRole,
  siteAlone,
  siteNameTaken,
  sitePrefix,
  segmentPrefix,
  segmentOverlap,
  segmentFull,
  segmentTwice,
  impairmentRouter,
  spoofsPrefix,
  vipInSegment,
  vipReserved,
  vipTaken,
  vip6Servers,
  vip6Limits,
  vrrpAdvert,
  vrrpMode,
  directorAlone,
  bgpPeers,
  bgpAnnounce,
  weightsCount,
  weightsZero,
  drSameSegment,
  drPort,
  schedulerFlags,
  onePacket,
  fullnatMixed,
  proxyMixed,
  proxyLimits,
  upstreamMissing,
  upstreamLoop,
  upstreamSegment,
  gatewaySegment,
  nameAnswers,
  senderResolver,
  testTwice,
  trafficMissing,
  unknownSender,
  overIpv6,
  senderProtocol,
  floodSpoofs,
  probeMany,
  faultTiming,
  outageBound,
  faultMissing,
  faultNeedless,
  unknownDaemon,
  linkSegment,
  impairEmpty,
  drainServer,
  withdrawBgp,
  boundTimer,
  latencyDelay,
  servedMore,
  spreadServers,
  expectEmpty,
  breakMissing,
  breakCheck,
];

/** One rule broken more often than this is one mistake repeated. */
const MAX_OF_ONE_RULE = 200;

/** What the rules find in a lab, less what it allows; in a changed lab, the tests are not judged again. */
export function findByRules(subject: RuleSubject): RuleFinding[] {
  const allowed = new Set<string>(subject.lab.allow);
  const active = RULES.filter(
    (rule) => !allowed.has(rule.name) && (subject.patched === null || rule.of === "lab"),
  );
  const findings: RuleFinding[] = [];
  for (const rule of active) {
    let found = 0;
    for (const finding of rule.find(subject)) {
      findings.push({ rule: rule.name, ...finding });
      found += 1;
      if (found === MAX_OF_ONE_RULE) {
        break;
      }
    }
  }
  return findings;
}
