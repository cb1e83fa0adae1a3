import { Liquid } from "liquidjs";
import { type ConfigFormat, guardFor } from "./config-format.ts";

/** The text of every template by its path under templates/, as in `nginx/nginx.conf`. */
export type Templates = Readonly<Record<string, string>>;

/** Fills a template in; equal inputs share one text. */
export type Render = (format: ConfigFormat, path: string, data: Readonly<Record<string, unknown>>) => string;

/**
 * The renderer over these templates. It throws on a template that is not there and on a value its format refuses. A lab's
 * breaks are planned over the same templates, and most of their texts are the lab's own.
 */
export function renderer(templates: Templates): Render {
  const known = renderers.get(templates) ?? makeRenderer(templates);
  renderers.set(templates, known);
  return known;
}

const renderers = new WeakMap<Templates, Render>();

function makeRenderer(templates: Templates): Render {
  const engines = new Map<ConfigFormat, Liquid>();
  const texts = new Map<string, string>();
  const engineFor = (format: ConfigFormat) => {
    const found = engines.get(format);
    if (found !== undefined) return found;
    const made = new Liquid({
      templates: { ...templates },
      outputEscape: guardFor(format),
      strictVariables: true,
      strictFilters: true,
      cache: true,
      // Not the machine's own, which also takes long to find out.
      locale: "en-US",
    });
    engines.set(format, made);
    return made;
  };
  return (format, path, data) => {
    const key = JSON.stringify([format, path, data]);
    const known = texts.get(key);
    if (known !== undefined) return known;
    const text = String(engineFor(format).renderFileSync(path, data));
    texts.set(key, text);
    return text;
  };
}
