import type { Trace } from "../../trace/trace.ts";

export interface FrameStory {
  readonly frame: number;
  readonly captured: number;
  readonly text: string;
}

/** What is told of each frame of a trace, in order of time. */
export function frameStories({ walks }: Trace): FrameStory[] {
  const stories = walks.flatMap((walk) =>
    walk.hops.flatMap((hop, index) => {
      const what = `${walk.kind}${walk.text === "" ? "" : ` (${walk.text})`}${walk.again ? " again" : ""}`;
      const head = `${what}, connection ${walk.connection}, hop ${index + 1} of ${walk.hops.length}: ${hop.node}`;
      const why = hop.inferred === null ? "" : `; by the plan: ${hop.inferred.text}`;
      const came = `${head} ${hop.out === null ? hop.seen : "gets it"}${hop.out === null ? why : ""}`;
      return [
        ...(hop.in === null ? [] : [{ ...numbers(hop.in), text: came }]),
        ...(hop.out === null ? [] : [{ ...numbers(hop.out), text: `${head} ${hop.seen}${why}` }]),
      ];
    }),
  );
  return stories.sort((a, b) => a.frame - b.frame);
}

function numbers({ frame, captured }: { readonly frame: number; readonly captured: number }) {
  return { frame, captured };
}
