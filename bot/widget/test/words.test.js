import assert from "node:assert/strict";
import { test } from "node:test";
import ar from "../../../api/web/static/widget/words/ar.json";
import bn from "../../../api/web/static/widget/words/bn.json";
import pl from "../../../api/web/static/widget/words/pl.json";
import ro from "../../../api/web/static/widget/words/ro.json";
import uk from "../../../api/web/static/widget/words/uk.json";
import ur from "../../../api/web/static/widget/words/ur.json";
import { speak, words } from "../src/words";

const TRANSLATED = { pl, ro, ur, ar, bn, uk };
const english = { ...words };
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

test("the words change with the language, and stay when the new ones do not come", async () => {
  assert.equal(await speak("ar-SY", "", async () => ar), true);
  assert.equal(words.send, ar.send);
  assert.equal(words.dir, "rtl");
  assert.ok(words.call("111").includes("111"));
  assert.equal(words.levels, english.levels);
  assert.equal(await speak("pl", "", async () => undefined), false);
  assert.equal(words.send, ar.send);
  assert.equal(await speak("cy", ""), true);
  assert.equal(words.send, english.send);
});

test("the language that was chosen last counts, whichever words come first", async () => {
  let come;
  const slow = speak("ar", "", () => new Promise((resolve) => (come = resolve)));
  await speak("pl", "", async () => pl);
  come(ar);
  assert.equal(await slow, false);
  assert.equal(words.lang, "pl");
});
