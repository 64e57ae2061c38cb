import "./video/list.js";
import "./video/view.js";
