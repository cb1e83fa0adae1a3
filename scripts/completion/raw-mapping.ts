import { parse } from "yaml";
import { isMapping } from "../../stacks/lab/merge-patch.ts";

/** What a lab file says, right or wrong; nothing where it is no YAML mapping. Apart, so that the parser is loaded only for it. */
export function rawMapping(text: string): Readonly<Record<string, unknown>> {
  try {
    const raw: unknown = parse(text, { logLevel: "silent" });
    return isMapping(raw) ? raw : {};
  } catch {
    return {};
  }
}
