// CON-3: saves each answer while it is typed; keeps on this device what could not be sent yet, and sends it later.
"use strict";
(() => {
  const form = document.querySelector("form[data-answering]");
  if (!form) return;
  const address = form.dataset.answering, response = form.dataset.response, client = form.dataset.client;
  const prefix = `convoke-answer:${response}:`, overall = form.querySelector("[data-overall]");
  const words = {};
  for (const one of form.querySelector("[data-words]").content.children) words[one.dataset.key] = one.textContent;
  const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.split(`%(${name})s`).join(value), words[key] || "");
  const questions = new Map();
  for (const box of form.querySelectorAll("[data-question]")) questions.set(box.dataset.question, box);
  const waiting = new Map(); // question -> {pairs, typed}: not confirmed by the server yet
  const files = new Set(); // questions whose chosen file is not confirmed by the server yet
  const timers = new Map();
  let token = form.elements.csrfmiddlewaretoken.value, busy = false, pause = 0, retry = null, leaving = false, unkept = false, signedOut = false;

  // ---------------------------------------------------------------- what is kept on this device
  const remember = (code, held) => {
    try { localStorage.setItem(prefix + code, JSON.stringify(held)); }
    catch { unkept = true; }
  };
  const forget = (code) => { try { localStorage.removeItem(prefix + code); } catch { /* no storage */ } };
  const remembered = () => {
    const found = [];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (key.startsWith(prefix)) found.push([key.slice(prefix.length), JSON.parse(localStorage.getItem(key))]);
      }
    } catch { /* no storage */ }
    return found;
  };

  // ---------------------------------------------------------------- what stands in the fields
  const inputs = (box) => [...box.querySelectorAll("[name]")];
  const pairsOf = (box) => inputs(box)
    .filter((one) => one.type !== "file" && one.type !== "submit" && !/^(was|remove|on-page):?/.test(one.name))
    .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
    .map((one) => [one.name, one.value]);
  const putBack = (box, pairs) => {
    for (const one of inputs(box)) {
      if (/^(was|revision|on-page|remove|confirm):?/.test(one.name) || one.type === "file" || one.type === "submit") continue;
      const values = pairs.filter(([name]) => name === one.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else { const same = inputs(box).filter((other) => other.name === one.name); one.value = values[same.indexOf(one)] ?? ""; }
    }
    box.querySelector("[data-ranking]")?.dispatchEvent(new Event("arrange"));
  };
  const status = (code, key, values) => {
    const line = questions.get(code)?.querySelector("[data-status]");
    if (line) { line.hidden = !key; line.textContent = key ? say(key, values) : ""; }
  };
  const announce = (key, values, state = "") => {
    const text = say(key, values) + (unkept && state === "held" && key !== "device" ? ` ${say("device")}` : "");
    if (overall.textContent !== text) overall.textContent = text;
    overall.dataset.state = state;
  };
  const tooLong = (box) => inputs(box).find((one) => one.dataset.longest && one.value.length > Math.max(200000, 4 * one.dataset.longest));
  const sayError = (box, sentence) => {
    const line = box.querySelector("[data-error]");
    if (!line) return;
    line.hidden = !sentence; line.textContent = sentence;
    box.classList.toggle("question--error", Boolean(sentence));
  };

  const refused = (box, sentence) => { sayError(box, sentence); box.dataset.refused = "1"; };

  // ---------------------------------------------------------------- typing
  const typed = (code, soon) => {
    const box = questions.get(code);
    if (!box) return;
    if (box.dataset.kind === "file") { chosen(code, box); return; }
    const long = tooLong(box);
    if (long) {
      sayError(box, say("long", { length: long.value.length, longest: long.dataset.longest }));
      remember(code, { pairs: pairsOf(box), client });
      return;
    }
    const held = { pairs: pairsOf(box), client, turn: (waiting.get(code)?.turn || 0) + 1 };
    waiting.set(code, held);
    remember(code, held);
    overall.dataset.state ||= "typing";
    if (unkept) announce("device", {}, "held");
    clearTimeout(timers.get(code));
    timers.set(code, setTimeout(send, soon ? 50 : 1000));
  };
  function chosen(code, box) {
    const input = box.querySelector('input[type="file"]'), file = input.files[0];
    files.delete(code); status(code, "");
    if (!file) return;
    if (file.size > input.dataset.largest) { refused(box, say("large")); input.value = ""; return; }
    delete box.dataset.refused; sayError(box, "");
    files.add(code);
    setTimeout(send, 50);
  }
  const codeOf = (target) => target.closest?.("[data-question]")?.dataset.question;
  form.addEventListener("input", (event) => { const code = codeOf(event.target); if (code) typed(code, false); });
  form.addEventListener("change", (event) => { const code = codeOf(event.target); if (code) typed(code, true); });
  form.addEventListener("focusout", () => { if (waiting.size) setTimeout(send, 60); });
  document.addEventListener("visibilitychange", () => { if (waiting.size) send(); });
  addEventListener("pagehide", () => { if (waiting.size) send(); });
  addEventListener("online", () => { pause = 0; send(); });
  addEventListener("focus", () => { pause = 0; send(); });

  // ---------------------------------------------------------------- sending
  const again = () => {
    clearTimeout(retry);
    pause = Math.min(30000, (pause || 1000) * 2);
    retry = setTimeout(send, pause);
  };
  const fresh = async () => {
    const answer = await fetch(back, { headers: { Accept: "application/json" }, cache: "no-store" });
    const told = await answer.json();
    if (answer.ok) token = form.elements.csrfmiddlewaretoken.value = told.token;
    return [answer.status, told];
  };
  const back = `${address}?back=${encodeURIComponent(location.pathname)}`;
  const post = (body) => fetch(back, {
    method: "POST", body, keepalive: body instanceof URLSearchParams && body.toString().length < 60000,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  const speaksJson = (answer) => (answer.headers.get("Content-Type") || "").includes("json");
  async function exchange(body) { // what the server says to it, and whether it took it
    let answer = await post(body);
    if (answer.status === 403 && !speaksJson(answer)) {
      const [state, said] = await fresh(); // the token was changed by signing in: take the new one and send again
      if (state !== 200) return [false, said];
      answer = await post(body);
    }
    if (!speaksJson(answer)) throw new Error("no answer");
    return [answer.ok, await answer.json()];
  }
  function textsToSend() {
    // each tab's texts go under that tab's own name, so one batch is of one tab
    const tab = [...waiting.values()][0].client;
    const batch = [...waiting].filter(([, held]) => held.client === tab);
    const body = new URLSearchParams({ client: tab });
    for (const [code, held] of batch) {
      body.append("on-page", code);
      for (const [name, value] of held.pairs) body.append(name, value);
    }
    return [body, (told) => confirmed(batch, told)];
  }
  function fileToSend() {
    const [code] = files, input = questions.get(code).querySelector('input[type="file"]'), file = input.files[0];
    const body = new FormData();
    body.append("client", client); body.append(input.name, file);
    status(code, "sending", { name: file.name });
    return [body, (told) => filed(code, input, file, told)];
  }
  async function send() {
    if (busy || leaving || !(waiting.size || files.size)) return;
    busy = true; clearTimeout(retry);
    const [body, taken] = waiting.size ? textsToSend() : fileToSend();
    if (!overall.textContent) announce("saving", {}, "typing");
    try {
      const [ok, told] = await exchange(body);
      signedOut = Boolean(told.sign_in);
      if (signedOut) ended(told);
      else if (ok) { pause = 0; taken(told); }
      else { overall.textContent = told.said; overall.dataset.state = "held"; again(); }
    } catch (error) {
      announce(error instanceof TypeError ? "offline" : "fault", {}, "held");
      again();
    } finally {
      busy = false;
    }
    if ((waiting.size || files.size) && !pause) setTimeout(send, 300);
  }
  function ended(told) {
    announce("session", {}, "held");
    const link = document.createElement("a");
    link.href = told.sign_in; link.target = "_blank"; link.rel = "noopener"; link.textContent = say("signin");
    overall.append(" ", link);
    again();
  }
  function confirmed(batch, told) {
    for (const [code, held] of batch) {
      const box = questions.get(code), done = waiting.get(code)?.turn === held.turn || !waiting.has(code);
      if (done) { waiting.delete(code); forget(code); }
      if (!box) continue;
      const revision = box.querySelector('[name^="revision:"]'), was = box.querySelector('[name^="was:"]');
      if (told.saved[code] !== undefined) {
        revision.value = told.saved[code]; was.value = told.was[code];
        if (!done) { // typed on meanwhile: upon the text just saved
          waiting.get(code).pairs = pairsOf(box); remember(code, waiting.get(code));
        }
        sayError(box, ""); delete box.dataset.refused; status(code, "");
        const confirm = box.querySelector('[name^="confirm:"]');
        if (confirm) { confirm.closest(".question__again").remove(); box.classList.remove("question--again"); }
        box.querySelector("[data-beside]")?.remove();
      } else if (told.refused[code]) {
        refused(box, told.refused[code]); status(code, "refused");
      } else if (told.aside[code]) beside(box, code, told.aside[code]);
    }
    const asked = new Set(told.asked);
    for (const [code, box] of questions) {
      box.hidden = !asked.has(code);
      if (!box.dataset.refused && !waiting.has(code)) sayError(box, told.faults[code] || "");
      const total = box.querySelector("[data-calculated]");
      if (total) total.textContent = told.calculated[code] || "–";
    }
    number();
    const section = told.sections[location.pathname.split("/").filter(Boolean).pop()];
    const line = document.querySelector("[data-progress]");
    if (line && section) line.textContent = section;
    const held = Object.keys(told.aside).length;
    if (!waiting.size && !files.size) announce(held ? "aside" : "saved", { time: told.at }, held ? "held" : "");
  }
  function filed(code, input, file, told) {
    const box = questions.get(code);
    if (input.files[0] === file) { // no other one was chosen meanwhile
      files.delete(code); status(code, "");
      if (told.saved[code] === undefined) refused(box, told.refused[code] || "");
      else input.value = "";
    }
    if (told.files[code]) {
      box.querySelector(".question__file")?.remove();
      input.insertAdjacentHTML("beforebegin", told.files[code]);
    }
    confirmed([], told);
  }
  function beside(box, code, told) { // somebody else wrote here: both texts are shown, and the person chooses
    box.querySelector("[data-beside]")?.remove();
    const note = document.createElement("div"), quote = document.createElement("blockquote");
    note.dataset.beside = ""; note.className = "message"; note.setAttribute("role", "alert");
    note.append(Object.assign(document.createElement("p"), { textContent: say("aside") }), quote);
    quote.className = "question__kept"; quote.dir = "auto"; quote.textContent = told.stands.join("\n") || "–";
    const button = (key, act) => note.append(Object.assign(document.createElement("button"), {
      type: "button", className: "button button--quiet", textContent: say(key), onclick: act,
    }), " ");
    const adopt = () => { box.querySelector('[name^="revision:"]').value = told.revision; };
    button("mine", () => { adopt(); note.remove(); typed(code, true); });
    button("theirs", () => { waiting.delete(code); forget(code); leaving = true; location.reload(); });
    box.append(note);
  }
  function number() {
    let place = 0;
    for (const box of questions.values()) {
      const mark = box.querySelector(".question__number");
      if (box.hidden || ["note", "calculation"].includes(box.dataset.kind)) continue;
      place += 1;
      if (mark) mark.textContent = place;
    }
  }

  // ---------------------------------------------------------------- what was kept before this page was opened
  for (const [code, held] of remembered()) {
    const box = questions.get(code);
    if (!held || !Array.isArray(held.pairs)) continue;
    if (box) putBack(box, held.pairs);
    if (box && tooLong(box)) { typed(code); continue; }
    waiting.set(code, { ...held, turn: 0 });
  }
  if (waiting.size) send();
  form.addEventListener("submit", (event) => {
    const long = [...questions.values()].find(tooLong);
    if (long) { event.preventDefault(); typed(long.dataset.question); long.scrollIntoView(); return; }
    if (files.size && signedOut) { event.preventDefault(); send(); return; } // signing in here would lose the file
    if (navigator.onLine === false) { event.preventDefault(); announce("offline", {}, "held"); return; }
    leaving = true; // the form carries everything; what is kept here is sent once more by the next page, and then let go
    for (const [code] of waiting) {
      const was = questions.get(code)?.querySelector('[name^="was:"]');
      if (was) was.value = "";
    }
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) { leaving = false; send(); }
    for (const [code, box] of questions) { // a browser may have put one back
      if (box.dataset.kind === "file" && box.querySelector('input[type="file"]')?.files.length) chosen(code, box);
    }
  });
})();
