import { domainMentions } from "../schema/domain.ts";
import { type Expect, expectationMentions, expectationsIn } from "../schema/expect.ts";
import { type Fault, faultMentions } from "../schema/fault.ts";
import type { Mention } from "../schema/mention.ts";
import { sendMentions } from "../schema/send.ts";
import { serviceMentions } from "../schema/service.ts";
import { tierMentions } from "../schema/tier.ts";
import type { Path } from "../source.ts";
import type { PlacedTest, RuleSubject } from "./rule.ts";

/** Every place of the lab that names a segment, tier, service or node, with its path from the file's top on. */
export function* mentionsIn({ lab, tests, patched }: RuleSubject): Generator<Mention> {
  for (const [name, tier] of Object.entries(lab.tiers)) yield* placed(tierMentions(tier), ["tiers", name]);
  for (const [name, service] of Object.entries(lab.services))
    yield* placed(serviceMentions(service), ["services", name]);
  for (const [name, domain] of Object.entries(lab.names))
    yield* placed(domainMentions(domain), ["names", name]);
  for (const one of tests) {
    yield* ofTraffic(one);
    if (patched === null) yield* ofExpect(one.test.expect, [...one.path, "expect"]);
  }
  if (patched?.sees !== undefined) yield* ofExpect(patched.sees, [...patched.path, "sees"]);
}

function* placed(mentions: Iterable<Mention>, from: Path): Generator<Mention> {
  for (const one of mentions) yield { ...one, path: [...from, ...one.path] };
}

function* ofTraffic({ test, path }: PlacedTest): Generator<Mention> {
  for (const [at, send] of (test.send ?? []).entries())
    yield* placed(sendMentions(send), [...path, "send", at]);
  yield* ofTimeline(test.timeline, [...path, "timeline"]);
  for (const [at, { timeline }] of test.breaks.entries())
    yield* ofTimeline(timeline ?? [], [...path, "breaks", at, "timeline"]);
}

function* ofTimeline(timeline: readonly Fault[], path: Path): Generator<Mention> {
  for (const [at, fault] of timeline.entries()) yield* placed(faultMentions(fault), [...path, at]);
}

function* ofExpect(expect: Expect, path: Path): Generator<Mention> {
  for (const { check, at, expectation } of expectationsIn(expect))
    yield* placed(expectationMentions(check, expectation), [...path, check, at]);
}
