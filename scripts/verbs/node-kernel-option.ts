import { Option } from "commander";

/** `--node-kernel`, as `up` and `test` take it. */
export function nodeKernelOption(): Option {
  return new Option(
    "--node-kernel <KERNEL>",
    "where a director's network lives: the host's kernel, a User Mode Linux kernel inside the node, or what fits",
  )
    .choices(["auto", "host", "uml"])
    .default("auto");
}
