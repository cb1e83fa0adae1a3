/** What a value may look like in each format. Everything else is refused: nothing is ever quoted or escaped. */
const ALLOWED = {
  keepalived: /^[A-Za-z0-9/_.:-]*$/,
  frr: /^[A-Za-z0-9/_.:-]*$/,
  haproxy: /^[A-Za-z0-9/_.:-]*$/,
  // A variable that another line defines may stand there too.
  nginx: /^(\$[a-z0-9_]+|[A-Za-z0-9/_.:-]*)$/,
  vcl: /^[A-Za-z0-9/_.:-]*$/,
  nft: /^[A-Za-z0-9/_.:-]*$/,
  pdns: /^[A-Za-z0-9/_.:-]*$|^[{}]$/,
  xml: /^[A-Za-z0-9/_.: -]*$/,
} as const;

export type ConfigFormat = keyof typeof ALLOWED;

/** The escape function of a format. It throws on a value that could end a token, a line or a block there. */
export function guardFor(format: ConfigFormat): (value: unknown) => string {
  return (value) => {
    const text = String(value);
    if (!ALLOWED[format].test(text)) {
      throw new Error(`${JSON.stringify(text)} cannot stand in a ${format} configuration`);
    }
    return text;
  };
}
