import { SignpostChat } from "./chat";

const script = document.currentScript;
SignpostChat.home = script instanceof HTMLScriptElement ? new URL(script.src).origin : "";

if (customElements.get("signpost-chat") === undefined) {
  customElements.define("signpost-chat", SignpostChat);
}
