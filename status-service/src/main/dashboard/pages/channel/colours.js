// Colours of the style sheet for what draws on a canvas, as they are just now.

/** `{name: "rgb(…)"}` of tokens as "good" for --good. */
export function colours(...names) {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Calls `changed` whenever light becomes dark or dark light, until the function that it gives is called. */
export function watchColours(changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(changed);
  system.addEventListener("change", changed);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", changed);
    chosen.disconnect();
  };
}
