import { localEngine } from "../../scripts/engines/local/local-engine.ts";
import { ensureSetup } from "../../scripts/setup/setup.ts";
import type { Step } from "../../stacks/diff/step.ts";
import { NGINX_CONF, nginxConf, webPlan } from "./engine-plans.ts";

/** The steps that make the web server say something else and the client anew. */
export function stepsTo(says: string): Step[] {
  return [
    { do: "create-node", node: "client1", why: "the test wants it" },
    { do: "write-file", node: "web1", path: NGINX_CONF, mode: "0644", content: nginxConf(says) },
    { do: "reload-daemon", node: "web1", daemon: "nginx" },
  ];
}

/** A process of its own that the crash tests kill: `up LAB`, `apply LAB WORDS` or `down LAB`. */
async function main([verb = "", lab = "", says = ""]: readonly string[]): Promise<void> {
  const signal = new AbortController().signal;
  const engine = localEngine(() => ensureSetup({ uml: "no", progress: () => {}, signal }));
  const progress = () => {};
  if (verb === "up") {
    await engine.up({ plan: webPlan(lab), source: "/lab.yaml", nodeKernel: "auto", progress, signal });
  } else if (verb === "apply") {
    const running = await engine.find(lab);
    if (running === undefined) throw new Error(`${lab} is not running`);
    await engine.apply(running, stepsTo(says), webPlan(lab, says), { progress, signal });
  } else await engine.down(lab);
}

if (process.argv[1]?.endsWith("engine-child.ts")) await main(process.argv.slice(2));
