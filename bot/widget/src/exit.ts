import { Memory } from "./memory";

/** A page that tells nothing of what was open before, as GOV.UK uses it. */
export const NEUTRAL_PAGE = "https://www.bbc.co.uk/weather";

const PRESSES = 3;
const WITHIN_MS = 5_000;

/** Counts presses of the Shift key alone: three of them within five seconds mean "leave now". */
export class ShiftPresses {
  private times: number[] = [];

  /** Note a key that was let go; say whether it was the last one of the sign. */
  note(key: string, at: number): boolean {
    if (key !== "Shift") {
      this.times = [];
      return false;
    }
    this.times = [...this.times.filter((time) => at - time <= WITHIN_MS), at];
    if (this.times.length < PRESSES) return false;
    this.times = [];
    return true;
  }
}

/**
 * Leave at once: forget what this tab keeps, empty the page while the other one loads, and take its
 * place in the tab's history, so that "Back" does not lead here.
 */
export function leave(address: string): void {
  Memory.wipe();
  document.title = "";
  document.body.replaceChildren();
  location.replace(address);
}
