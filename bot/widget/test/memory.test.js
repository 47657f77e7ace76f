import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../src/memory";
import { FakeStorage } from "./fakes";

const kept = { token: "t", unsent: [] };

test("keeps the chats of one page apart", () => {
  const storage = new FakeStorage();
  new Memory("", "", () => storage).write(kept);
  assert.deepEqual(new Memory("", "", () => storage).read(), kept);
  assert.equal(new Memory("", "2", () => storage).read(), undefined);
});

test("keeps how the chat is set up beside the conversation", () => {
  const storage = new FakeStorage();
  const memory = new Memory("https://signpost.example", "", () => storage);
  assert.deepEqual(memory.look, {});
  memory.write(kept);
  memory.look = { size: 2, open: true };
  memory.clear();
  assert.deepEqual(memory.look, { size: 2, open: true });
  assert.equal(memory.read(), undefined);
});

test("wipes every chat of the tab and nothing else", () => {
  const storage = Object.assign(Object.create({ removeItem }), { "signpost-chat  2": "{}", own: "1" });
  storage["signpost-chat"] = "not of the chat";
  Memory.wipe(storage);
  assert.deepEqual(Object.keys(storage), ["own", "signpost-chat"]);
  const late = new FakeStorage();
  new Memory("", "", () => late).write(kept);
  assert.equal(late.size, 0);
});

function removeItem(key) {
  delete this[key];
}
