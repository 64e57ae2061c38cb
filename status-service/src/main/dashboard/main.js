// The dashboard: one page, its views by what is behind the # of its address.
import "./elements/status.js";
import "./elements/problem.js";
import "./shell.js";
