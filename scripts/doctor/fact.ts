/** `limited`: labs run, with less. `missing`: no lab runs until it is mended. `untried`: only root could find out. */
export type FactState = "there" | "limited" | "missing" | "untried";

/** One thing that this machine has or lacks. */
export interface Fact {
  /** `oci-runtime`. */
  readonly name: string;
  readonly state: FactState;
  /** What was found, for a person. */
  readonly found: string;
  /** The command, or the act, that mends it; null where nothing need be mended. */
  readonly mend: string | null;
}

export type Finding = Omit<Fact, "name">;

/** One file a probe: it tries the thing itself rather than reading what should be there, and never throws. */
export interface Probe {
  readonly name: string;
  /** Without root it fails whatever the machine has, so it is not tried. */
  readonly needsRoot?: true;
  probe(): Promise<Finding>;
}

export const there = (found: string): Finding => ({ state: "there", found, mend: null });
export const limited = (found: string, mend: string): Finding => ({ state: "limited", found, mend });
export const missing = (found: string, mend: string): Finding => ({ state: "missing", found, mend });
export const untried: Finding = { state: "untried", found: "not tried: it takes root", mend: null };

export const isRoot = process.getuid?.() === 0;

/** The verb that installs what is missing, as whoever asks must call it. */
export const SETUP = isRoot ? "tierlab setup" : "sudo tierlab setup";
