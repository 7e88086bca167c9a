"use strict";
for (const card of document.querySelectorAll(".listening:not([data-live])")) {
  card.dataset.live = "1";
  const audio = card.querySelector("audio");
  const status = card.querySelector(".playing");
  const events = [...card.querySelectorAll("a.event")].sort((a, b) => a.dataset.at - b.dataset.at);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const lead = 3;

  // In a drawing a link has no `hash`.
  const to = (link) => link.getAttribute("href").slice(1);
  const choose = (link) => {
    const id = to(link).replace("-at-", "-");
    for (const each of card.querySelectorAll(".chosen")) each.classList.remove("chosen");
    for (const each of events) if (to(each) === id) each.classList.add("chosen");
    const line = document.getElementById(id);
    if (line) line.classList.add("chosen");
  };
  const start = () => {
    const started = audio.play();
    if (started) started.catch(() => {});
  };
  const toggle = () => { if (audio.paused) start(); else audio.pause(); };
  const play = (from) => {
    audio.currentTime = Math.max(0, from);
    start();
  };
  card.addEventListener("click", (click) => {
    const link = click.target.closest("[data-at]");
    if (link && card.contains(link)) {
      if (link.matches("a")) choose(link);
      if (audio) {
        click.preventDefault();
        play(link.dataset.at - lead);
        const what = link.dataset.what || (link.querySelector("title") || link).textContent;
        if (status) status.textContent = "Playing from 3 s before " + what;
      }
    }
    // What a link leads to is unfolded first.
    const inner = !click.defaultPrevented && click.target.closest("a[href^='#']");
    for (let at = inner && document.getElementById(to(inner)); at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
    if (inner || click.defaultPrevented) return;
    const row = audio && click.target.closest(".time");
    if (row) {
      const box = row.getBoundingClientRect();
      play(+row.dataset.from + (click.clientX - box.left) / box.width * row.dataset.length);
    }
  });

  // One stop for the Tab key, and arrows between the events.
  events.forEach((link, index) => link.setAttribute("tabindex", index ? "-1" : "0"));
  card.addEventListener("keydown", (press) => {
    const at = events.indexOf(document.activeElement);
    if (at < 0) return;
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: events.length - 1 };
    if (press.key === " " && audio) {
      press.preventDefault();
      toggle();
    }
    const next = events[steps[press.key]];
    if (!next) return;
    press.preventDefault();
    document.activeElement.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });

  if (audio) {
    // One button instead of the browser's own controls, each of which would be a stop of the Tab key.
    const button = document.createElement("button");
    const clock = document.createElement("span");
    const said = (seconds) => Math.floor(seconds / 60) + ":" + String(Math.floor(seconds % 60)).padStart(2, "0");
    button.type = "button";
    clock.className = "clock-of";
    const show = () => {
      button.textContent = audio.paused ? "Play the call" : "Pause";
      clock.textContent = said(audio.currentTime) + (isFinite(audio.duration) ? " of " + said(audio.duration) : "");
    };
    audio.removeAttribute("controls");
    audio.after(button, clock);
    button.addEventListener("click", toggle);
    const rows = [...card.querySelectorAll(".time")];
    const frame = card.querySelector(".rows");
    if (frame) frame.classList.add("listens");
    card.classList.add("heard");
    const place = () => {
      show();
      for (const row of rows) {
        const head = row.querySelector(".head");
        const share = (audio.currentTime - row.dataset.from) / row.dataset.length;
        const here = share >= 0 && share < 1;
        head.classList.toggle("now", here);
        if (here) {
          head.setAttribute("x1", 100 * share + "%");
          head.setAttribute("x2", 100 * share + "%");
        }
      }
    };
    const follow = () => {
      place();
      if (!audio.paused && !calm.matches) requestAnimationFrame(follow);
    };
    // With less motion the line moves only as often as the browser reports the time.
    for (const event of ["timeupdate", "seeking", "pause", "loadedmetadata"]) audio.addEventListener(event, place);
    audio.addEventListener("play", follow);
    show();
  }
}
