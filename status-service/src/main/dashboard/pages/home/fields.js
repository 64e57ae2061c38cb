import { html, nothing } from "lit";
import { GROUPS } from "./options.js";

/** The options that a type has, to be filled in, each with its help. `wrong`: messages by the field's name. */
export function optionFields(type, wrong) {
  return GROUPS.filter((group) => group.types.includes(type)).map((group) => html`
    <fieldset><legend>${group.title}</legend>
      <div class="options">${group.options.map((option) => field(option, wrong[`options.${option.name}`]))}</div>
    </fieldset>`);
}

function field(option, wrong) {
  const id = `option-${option.name.replace(".", "-")}`;
  const truth = typeof option.value === "boolean";
  return html`<div class="option ${truth ? "truth" : ""}">
    ${truth ? control(option, id, wrong) : nothing}
    <label for=${id}>${option.label}</label>
    ${truth ? nothing : control(option, id, wrong)}
    <small id="${id}-help">${wrong ? html`<strong class="wrong">${wrong}</strong>` : option.help}</small>
  </div>`;
}

function control({ name, value, words, number }, id, wrong) {
  const help = `${id}-help`;
  const invalid = wrong ? "true" : nothing;
  const full = `options.${name}`;
  if (words) {
    return html`<select id=${id} name=${full} aria-describedby=${help} aria-invalid=${invalid}>
      ${words.map((each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}</select>`;
  }
  if (number) {
    return html`<input id=${id} name=${full} type="number" min=${number[0]} max=${number[1]} step=${number[2]} required
      value=${value} aria-describedby=${help} aria-invalid=${invalid}>`;
  }
  if (typeof value === "boolean") {
    return html`<input id=${id} name=${full} type="checkbox" ?checked=${value} aria-describedby=${help}>`;
  }
  return html`<input id=${id} name=${full} type="text" value=${value} aria-describedby=${help} aria-invalid=${invalid}>`;
}
