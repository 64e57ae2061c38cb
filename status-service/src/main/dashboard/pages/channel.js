import "./channel/list.js";
import "./channel/one.js";
