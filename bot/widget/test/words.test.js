import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ar from "../../../api/web/static/widget/words/ar.json";
import bn from "../../../api/web/static/widget/words/bn.json";
import pl from "../../../api/web/static/widget/words/pl.json";
import ro from "../../../api/web/static/widget/words/ro.json";
import uk from "../../../api/web/static/widget/words/uk.json";
import ur from "../../../api/web/static/widget/words/ur.json";
import { english, wordsOf } from "../src/words";

const TRANSLATED = { pl, ro, ur, ar, bn, uk };
// What staff alone read: their statements are English too. "Undo" is said to the assistant.
const ENGLISH_ONLY = ["signpost", "withoutInvite", "levels", "more", "inPlain", "meaning", "skippedBefore",
  "plain", "why", "seeResult", "fileName", "undoSays", "question", "progress"];

test("every word that a citizen meets is there in every language", () => {
  const known = Object.keys(english).filter((name) => !ENGLISH_ONLY.includes(name));
  for (const [code, said] of Object.entries(TRANSLATED)) {
    assert.deepEqual(Object.keys(said).sort(), [...known].sort(), code);
    assert.equal(said.lang, code);
    for (const name of known) {
      const hasGap = typeof english[name] === "function" && name !== "unread";
      assert.equal(String(said[name]).includes("{}"), hasGap, `${code}: ${name}`);
    }
  }
});

test("a language has its words, with English ones for staff, and gaps that are filled", async () => {
  const said = await wordsOf("ar-SY", "", async () => ar);
  assert.equal(said.send, ar.send);
  assert.equal(said.dir, "rtl");
  assert.ok(said.call("111").includes("111"));
  assert.equal(said.levels, english.levels);
});

test("a language without words is English, and one whose words do not come is none", async () => {
  assert.equal(await wordsOf("cy", ""), english);
  assert.equal(await wordsOf("en-GB", ""), english);
  assert.equal(await wordsOf("pl", "", async () => undefined), undefined);
});

test("the notice and the goodbye name the choice as the chat does, in every language", () => {
  for (const [code, said] of Object.entries(TRANSLATED)) {
    const file = new URL(`../../../api/languages/${code}/LC_MESSAGES/signpost.po`, import.meta.url);
    const catalogue = readFileSync(file, "utf8").replaceAll('"\n"', "");
    assert.equal(catalogue.split(said.keep).length - 1, 2, code);
    assert.ok(catalogue.includes(said.options), code);
  }
});
