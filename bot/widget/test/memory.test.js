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

/** A tab of a phone: what the tab keeps is its own, what the phone keeps is for all of them. */
function tab(phone, clock) {
  return new Memory("", "", ((own) => () => own)(new FakeStorage()), () => phone, () => clock.now);
}

test("keeps the place on the phone only when that is chosen", () => {
  const phone = new FakeStorage();
  const clock = { now: 0 };
  const first = tab(phone, clock);
  first.write(kept);
  assert.equal(first.isKept, false);
  assert.equal(phone.size, 0);
  assert.equal(tab(phone, clock).read(), undefined);
  first.isKept = true;
  assert.deepEqual(tab(phone, clock).read(), kept);
  first.isKept = false;
  assert.equal(tab(phone, clock).read(), undefined);
  assert.deepEqual(first.read(), kept);
});

test("a place on the phone ends thirty days after the last message", () => {
  const phone = new FakeStorage();
  const clock = { now: 0 };
  const day = 24 * 3_600_000;
  const first = tab(phone, clock);
  first.write(kept);
  first.isKept = true;
  clock.now = 29 * day;
  first.write({ ...kept, token: "later" });
  clock.now = 58 * day;
  assert.equal(tab(phone, clock).read()?.token, "later");
  clock.now = 60 * day;
  assert.equal(tab(phone, clock).read(), undefined);
  assert.equal(phone.size, 0);
});

test("a conversation that is gone leaves nothing on the phone", () => {
  const phone = new FakeStorage();
  const memory = tab(phone, { now: 0 });
  memory.write(kept);
  memory.isKept = true;
  memory.clear();
  assert.equal(phone.size, 0);
  memory.isKept = true;
  assert.equal(phone.size, 0);
});

test("wipes every chat of the tab and nothing else", () => {
  const storage = Object.assign(Object.create({ removeItem }), { "signpost-chat  2": "{}", own: "1" });
  storage["signpost-chat"] = "not of the chat";
  const phone = Object.assign(Object.create({ removeItem }), { "signpost-chat  ": "{}", own: "1" });
  const off = () => {
    throw new Error("storage is switched off");
  };
  Memory.wipe([() => storage, off, () => phone]);
  assert.deepEqual(Object.keys(storage), ["own", "signpost-chat"]);
  assert.deepEqual(Object.keys(phone), ["own"]);
  const late = new FakeStorage();
  new Memory("", "", () => late).write(kept);
  assert.equal(late.size, 0);
});

function removeItem(key) {
  delete this[key];
}
