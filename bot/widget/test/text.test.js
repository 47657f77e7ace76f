import assert from "node:assert/strict";
import { test } from "node:test";
import { around, blocksOf, HELP_LINES, partsOf, telephone } from "../src/text";

test("keeps paragraphs, lines and lists apart", () => {
  const kinds = blocksOf("One\ntwo\n\nThree\n• a\n• b\nfour").map((block) => block.kind);
  assert.deepEqual(kinds, ["paragraph", "paragraph", "list", "paragraph"]);
});

test("gives the items of a list without their bullets", () => {
  const [list] = blocksOf("• call 999\n- or 111");
  assert.deepEqual(
    list.items.map(([part]) => part.text),
    ["call 999", "or 111"],
  );
});

test("links an address and leaves the full stop outside", () => {
  assert.deepEqual(partsOf("See https://example.org/a?b=1. Bye"), [
    { kind: "text", text: "See " },
    { kind: "link", text: "https://example.org/a?b=1", href: "https://example.org/a?b=1" },
    { kind: "text", text: ". Bye" },
  ]);
});

test("leaves what only looks like an address as words", () => {
  const kinds = partsOf("See https://[soon or http://% for more").map((part) => part.kind);
  assert.ok(kinds.every((kind) => kind === "text"), kinds.join());
});

test("links an e-mail address", () => {
  const [, mail] = partsOf("Write to a.b@example.org.");
  assert.equal(mail.href, "mailto:a.b@example.org");
});

test("never makes a link of a script address", () => {
  assert.deepEqual(partsOf("javascript:alert(1)"), [{ kind: "text", text: "javascript:alert(1)" }]);
});

const linked = (parts) => parts.filter((part) => part.kind === "link").map((part) => part.href);

test("links help lines only where it is asked to", () => {
  const line = "Call 999, 111 or 116 123, not 1999, 111222, 999-x or 111.example.";
  assert.deepEqual(linked(partsOf(line, HELP_LINES)), ["tel:999", "tel:111", "tel:116123"]);
  assert.deepEqual(linked(partsOf(line)), []);
});

test("links what a message names, the longest first, in any writing", () => {
  const links = [
    { text: "85258 پر SHOUT لکھ کر", href: "sms:85258?&body=SHOUT" },
    { text: "999 (BSL)", href: "https://999bsl.example" },
    { text: "999", href: "tel:999" },
  ];
  const line = "Shout: 85258 پر SHOUT لکھ کر۔ 999 (BSL), 999, https://a.example/999";
  assert.deepEqual(linked(partsOf(line, links)), [
    "sms:85258?&body=SHOUT",
    "https://999bsl.example",
    "tel:999",
    "https://a.example/999",
  ]);
});

test("keeps every character of a line", () => {
  const line = "  <b>x</b> https://a.example/ 999 é 😀  ";
  const parts = partsOf(line, HELP_LINES);
  assert.equal(parts.map((part) => part.text).join(""), line);
});

test("splits a statement at its emphasis", () => {
  assert.deepEqual(around("a named champion here", "named champion"), [
    "a ",
    "named champion",
    " here",
  ]);
});

test("shows a statement whole when its emphasis is missing or is no part of it", () => {
  assert.deepEqual(around("text", "other"), ["text", "", ""]);
  assert.deepEqual(around("text", ""), ["text", "", ""]);
});

test("keeps only what can be dialled", () => {
  assert.equal(telephone("+44 (0)116 123"), "tel:+440116123");
});
