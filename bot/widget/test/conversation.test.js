import assert from "node:assert/strict";
import { test } from "node:test";
import { restoredEntries, saidTo } from "../src/entries";
import { apology, converse, FakeService, FakeStorage, says, shown } from "./fakes";

test("opens a conversation once the assistant is ready", async () => {
  const service = new FakeService();
  service.ready = false;
  const phases = [];
  const { conversation, heard } = converse({
    service,
    steps: [
      (own) => phases.push(own.phase),
      (own) => {
        phases.push(own.phase);
        service.ready = true;
      },
    ],
  });
  await conversation.start();
  assert.deepEqual(phases, ["starting", "starting"]);
  assert.equal(conversation.phase, "open");
  assert.deepEqual(heard, ["Hello"]);
  assert.equal(service.requests.filter(({ path }) => path === "/v1/chat/sessions").length, 1);
});

test("says when the service cannot be reached, and goes on trying", async () => {
  const service = new FakeService();
  service.offline = true;
  let seen;
  const { conversation } = converse({
    service,
    steps: [
      (own) => {
        seen = own.phase;
        service.offline = false;
      },
    ],
  });
  await conversation.start();
  assert.equal(seen, "unreachable");
  assert.equal(conversation.phase, "open");
});

test("sends the invite, and shows why it was refused", async () => {
  const service = new FakeService();
  service.refusal = { status: 410, error: "InviteExpired", detail: "This invite's time is over." };
  const { conversation } = converse({ service, invite: "abc" });
  await conversation.start();
  assert.equal(conversation.phase, "closed");
  assert.equal(conversation.problem, "This invite's time is over.");
  assert.equal(service.requests.at(-1).body.invite, "abc");
  service.refusal = undefined;
  await conversation.reopen(true);
  assert.equal(conversation.phase, "open");
  assert.equal("invite" in service.requests.at(-1).body, false);
});

test("sends messages one after the other, in order", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  await conversation.start();
  await Promise.all([conversation.say("3"), conversation.say("Not sure", "/dont_know")]);
  assert.deepEqual(
    service.sent().map(({ body }) => body),
    [
      { text: "3", client_message_id: "id-1" },
      { payload: "/dont_know", client_message_id: "id-2" },
    ],
  );
  assert.deepEqual(shown(conversation), [
    "> Hello",
    "3 (sent)",
    "> Heard 3",
    "Not sure (sent)",
    "> Heard /dont_know",
  ]);
});

test("keeps what no network took, and sends it again under the same id", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  await conversation.start();
  service.offline = true;
  await conversation.say("3");
  assert.deepEqual(shown(conversation), ["> Hello", "3 (unsent)"]);
  service.offline = false;
  await conversation.sayAllAgain();
  assert.deepEqual(shown(conversation), ["> Hello", "3 (sent)", "> Heard 3"]);
  assert.deepEqual(
    service.sent().map(({ body }) => body.client_message_id),
    ["id-1", "id-1"],
  );
});

test("replaces the apology when the same message is answered later", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  await conversation.start();
  service.away = true;
  await conversation.say("3");
  assert.deepEqual(shown(conversation), ["> Hello", "3 (unanswered)", `> ${apology.text}`]);
  service.away = false;
  await conversation.sayAgain(conversation.entries[1]);
  assert.deepEqual(shown(conversation), ["> Hello", "3 (sent)", "> Heard 3"]);
});

test("offers to send again what failed after a gentle check, and nothing that was answered", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  await conversation.start();
  const check = says("Are you safe?", { kind: "notice", card: { type: "care", contacts: [] } });
  service.reply = () => service.answer({ messages: [check, apology], failed: true });
  await conversation.say("3");
  service.reply = () => service.answer({ messages: [says("Paused.", { kind: "notice" })] });
  await conversation.say("stop");
  assert.deepEqual(shown(conversation), [
    "> Hello",
    "3 (unanswered)",
    "> Are you safe?",
    `> ${apology.text}`,
    "stop (sent)",
    "> Paused.",
  ]);
});

test("keeps the buttons of a question until its answer was taken", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  await conversation.start();
  const [hello] = conversation.entries;
  service.away = true;
  await conversation.say("3");
  assert.equal(conversation.active.has(hello), true);
  service.away = false;
  await conversation.sayAllAgain();
  assert.equal(conversation.active.has(hello), false);
});

test("keeps the buttons of an open question while something else is said", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  const buttons = [{ title: "3 Maturing", payload: "/level_3" }];
  service.transcript = [
    says("Question", { from: "assistant", buttons }),
    says("how far am I?", { from: "person" }),
    says("1 of 7", { from: "assistant" }),
  ];
  await conversation.start();
  conversation.entries = restoredEntries({ messages: service.transcript, state: { flow: null } }, []);
  const [question] = conversation.entries;
  conversation.state = { flow: "assessment", question: "N1a" };
  assert.equal(conversation.active.has(question), true);
  assert.deepEqual(saidTo(question, conversation.entries), ["how far am I?"]);
  conversation.state = { flow: null };
  assert.equal(conversation.active.has(question), false);
});

test("keeps the buttons of every signpost", async () => {
  const card = { type: "signpost", name: "Example Walk" };
  const buttons = [{ title: "Not for me", payload: "/n" }];
  const service = new FakeService();
  service.transcript = [
    says("Example Walk", { from: "assistant", kind: "card", card, buttons }),
    says("Tell me more", { from: "person" }),
    says("It is on Tuesdays", { from: "assistant" }),
  ];
  const { conversation } = converse({ service, invite: "go-1" });
  await conversation.start();
  assert.equal(conversation.active.has(conversation.entries[0]), true);
});

test("gives back words that were refused, with the reason", async () => {
  const service = new FakeService();
  const { conversation, returned } = converse({ service });
  await conversation.start();
  service.refusal = { status: 413, error: "MessageTooLong", detail: "Too long." };
  await conversation.say("long words");
  assert.deepEqual(returned, ["long words"]);
  assert.equal(conversation.problem, "Too long.");
  assert.deepEqual(shown(conversation), ["> Hello"]);
});

test("keeps a message that came too fast for sending again", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  await conversation.start();
  service.refusal = { status: 429, error: "TooManyRequests", detail: "Please wait 3 seconds." };
  await conversation.say("3");
  assert.deepEqual(shown(conversation), ["> Hello", "3 (unsent)"]);
  assert.equal(conversation.problem, "Please wait 3 seconds.");
});

test("takes a message while the assistant starts, and answers it afterwards", async () => {
  const service = new FakeService();
  service.ready = false;
  const { conversation } = converse({
    service,
    steps: [
      async (own) => {
        await own.say("hello?");
        assert.deepEqual(shown(own), ["hello? (unanswered)", `> ${apology.text}`]);
        service.transcript = [
          says("Hello", { from: "assistant" }),
          says("hello?", { id: "stored", from: "person" }),
          { ...apology, from: "assistant" },
        ];
        service.failed = ["stored"];
        service.ready = true;
      },
    ],
  });
  await conversation.start();
  assert.deepEqual(shown(conversation), ["> Hello", "hello? (sent)", "> Heard hello?"]);
  assert.deepEqual(
    service.sent().map(({ body }) => body.client_message_id),
    ["id-1", "id-1"],
  );
});

test("takes up the conversation of the tab after a reload", async () => {
  const service = new FakeService();
  const first = converse({ service, invite: "abc" });
  await first.conversation.start();
  service.transcript = [
    says("Hello", { from: "assistant" }),
    says("3", { from: "person" }),
    says("Heard 3", { from: "assistant" }),
  ];
  const second = converse({ service, storage: first.storage });
  await second.conversation.start();
  assert.deepEqual(shown(second.conversation), ["> Hello", "3 (sent)", "> Heard 3"]);
  assert.deepEqual(second.heard, []);
  assert.equal(service.requests.at(-2).token, "Bearer t");
});

test("opens a new conversation for another invite", async () => {
  const service = new FakeService();
  const first = converse({ service, invite: "abc" });
  await first.conversation.start();
  const second = converse({ service, storage: first.storage, invite: "def" });
  await second.conversation.start();
  assert.equal(service.requests.at(-1).body.invite, "def");
});

test("sends an unanswered message again under its own id after a reload", async () => {
  const service = new FakeService();
  const first = converse({ service });
  await first.conversation.start();
  service.away = true;
  await first.conversation.say("3");
  service.away = false;
  service.transcript = [
    says("Hello", { from: "assistant" }),
    says("3", { id: "stored", from: "person" }),
    { ...apology, from: "assistant" },
  ];
  service.failed = ["stored"];
  const second = converse({ service, storage: first.storage });
  await second.conversation.start();
  assert.deepEqual(shown(second.conversation), ["> Hello", "3 (sent)", "> Heard 3"]);
  assert.deepEqual(
    service.sent().map(({ body }) => body.client_message_id),
    ["id-1", "id-1"],
  );
});

test("opens a new conversation when the old one is not kept any more", async () => {
  const service = new FakeService();
  const storage = new FakeStorage();
  const first = converse({ service, storage });
  await first.conversation.start();
  service.refusal = { status: 401, error: "TokenUnknown", detail: "Not known." };
  const second = converse({ service, storage });
  const starting = second.conversation.start();
  service.refusal = undefined;
  await starting;
  assert.deepEqual(shown(second.conversation), ["> Hello"]);
});

test("clears what was erased elsewhere, and offers a new conversation", async () => {
  const service = new FakeService();
  const storage = new FakeStorage();
  const { conversation, returned } = converse({ service, storage });
  await conversation.start();
  service.refusal = { status: 401, error: "TokenUnknown", detail: "Not known." };
  await conversation.say("are you there?");
  assert.equal(conversation.phase, "closed");
  assert.equal(conversation.gone, true);
  assert.deepEqual(shown(conversation), []);
  assert.equal(storage.size, 0);
  assert.deepEqual(returned, ["are you there?"]);
  service.refusal = undefined;
  await conversation.reopen(false);
  assert.deepEqual(shown(conversation), ["> Hello"]);
  assert.equal(conversation.gone, false);
});

test("knows the languages to choose from", async () => {
  const service = new FakeService();
  service.locales = ["en", "cy"];
  const { conversation } = converse({ service });
  await conversation.start();
  assert.deepEqual(conversation.locales, ["en", "cy"]);
});

test("carries a conversation on from elsewhere with all that was said", async () => {
  const service = new FakeService();
  service.transcript = [
    says("Hello", { from: "assistant" }),
    says("3", { from: "person" }),
    says("Heard 3", { from: "assistant" }),
  ];
  const { conversation } = converse({ service, invite: "go-1" });
  await conversation.start();
  assert.deepEqual(shown(conversation), ["> Hello", "3 (sent)", "> Heard 3"]);
});

test("makes links that carry the conversation on, when the service does", async () => {
  const service = new FakeService();
  const { conversation } = converse({ service });
  assert.equal(await conversation.handOver(), undefined);
  await conversation.start();
  assert.equal((await conversation.handOver()).web, "/chat?invite=go-1");
  service.offline = true;
  assert.equal(await conversation.handOver(), undefined);
});

test("goes on without storage", async () => {
  const service = new FakeService();
  const storage = {
    getItem() {
      throw new Error("switched off");
    },
  };
  const { conversation } = converse({ service, storage });
  await conversation.start();
  await conversation.say("3");
  assert.deepEqual(shown(conversation), ["> Hello", "3 (sent)", "> Heard 3"]);
});

test("tells when an answer changes the language", async () => {
  const service = new FakeService();
  const { conversation, held } = converse({ service });
  await conversation.start();
  service.reply = () => service.answer({ messages: [says("Dobrze.", { lang: "pl" })], locale: "pl" });
  await conversation.say("polski");
  assert.deepEqual(held, ["pl"]);
  assert.equal(conversation.locale, "pl");
  await conversation.say("dalej");
  assert.equal(conversation.entries.at(-2).lang, "pl");
});

test("remembers nothing of a conversation from the answer that erases it", async () => {
  const service = new FakeService();
  const { conversation, storage } = converse({ service });
  await conversation.start();
  assert.equal(storage.size, 1);
  service.reply = () => service.answer({ messages: [says("It is deleted")], erased: true });
  await conversation.say("yes, delete it");
  assert.equal(storage.size, 0);
  assert.ok(shown(conversation).includes("> It is deleted"));
});
