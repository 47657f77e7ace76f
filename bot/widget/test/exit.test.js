import assert from "node:assert/strict";
import { test } from "node:test";
import { ShiftPresses } from "../src/exit";

/** Press keys, each given with its time; say after which one it was a sign to leave. */
function signs(...presses) {
  const shifts = new ShiftPresses();
  return presses.flatMap(([key, at], place) => (shifts.note(key, at) ? [place] : []));
}

test("takes Shift three times for a sign to leave", () => {
  assert.deepEqual(signs(["Shift", 0], ["Shift", 400], ["Shift", 800]), [2]);
});

test("takes no sign from capital letters", () => {
  assert.deepEqual(signs(["Shift", 0], ["A", 1], ["Shift", 2], ["B", 3], ["Shift", 4]), []);
});

test("forgets a press after five seconds", () => {
  assert.deepEqual(signs(["Shift", 0], ["Shift", 100], ["Shift", 5_050], ["Shift", 5_060]), [3]);
});
