/** A rate as a person reads it in a narrow column, as in `0`, `2.4`, `310` or `12k`; `-` where it is not known. */
export function rate(value: number | null): string {
  if (value === null) return "-";
  if (value < 0.05) return "0";
  if (value < 9.95) return value.toFixed(1);
  if (value < 9_950) return String(Math.round(value));
  if (value < 999_500) return `${Math.round(value / 1_000)}k`;
  return `${(value / 1_000_000).toFixed(1)}M`;
}

export function count(value: number | null): string {
  return value === null ? "-" : rate(value).replace(/\.\d$/, "");
}

/** A moment as a clock on the wall shows it here. */
export function clock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
