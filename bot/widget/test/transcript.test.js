import assert from "node:assert/strict";
import { test } from "node:test";
import { asText } from "../src/transcript";
import { smsLink } from "../src/text";
import { english } from "../src/words";
import { FakeService, converse } from "./fakes";

test("writes a conversation as a paragraph a message", async () => {
  const { conversation } = converse({ service: new FakeService() });
  await conversation.start();
  await conversation.say("3");
  assert.equal(asText(conversation.entries, english), "Signpost: Hello\n\nYou: 3\n\nSignpost: Heard 3\n");
});

test("puts any words into a text message", () => {
  assert.equal(smsLink("Tea & chat\n+1"), "sms:?&body=Tea%20%26%20chat%0A%2B1");
});
