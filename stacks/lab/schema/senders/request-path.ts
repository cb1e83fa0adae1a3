import { text } from "../values.ts";

export const requestPath = text(/^\/[a-zA-Z0-9/_.?=&-]{0,200}$/, "a path, as in /page?size=100");
