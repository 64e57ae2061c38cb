import { Directive, directive } from "lit/directive.js";
import { noChange } from "lit";

/**
 * `<i ${styled({ width: "40%", "--part": 0.4 })}>`: style properties, set by script as the policy of the page allows.
 * Lit's own styleMap first writes a style attribute, which is refused.
 */
class Styled extends Directive {
  update({ element }, [values]) {
    for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value);
    return noChange;
  }

  render() {
    return noChange;
  }
}

export const styled = directive(Styled);
