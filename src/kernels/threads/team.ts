/** One thread's view of its team. */
import type { Kernels } from "../generated/kernels.js";
import type { Arena } from "./arena.js";
import type { Control } from "./control.js";
import type { Team } from "./routine.js";

/** A thread that works alone: nobody to wait for. */
export function soloTeam(arena: Arena, kernels: Kernels, control: Control): Team {
  return {
    thread: 0,
    threads: 1,
    arena,
    kernels,
    meet() {},
    claim: (counter) => control.claim(counter),
    rewind: (counter) => control.rewind(counter),
  };
}

/** One of several threads. */
export function memberOf(arena: Arena, kernels: Kernels, control: Control, thread: number, threads: number): Team {
  return { ...soloTeam(arena, kernels, control), thread, threads, meet: () => control.meet(threads) };
}
