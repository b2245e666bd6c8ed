export { createNodeListener, type DrainOptions, type NodeListener } from "./node-listener.js";
