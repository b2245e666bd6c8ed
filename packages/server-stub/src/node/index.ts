/**
 * Puts a handler behind `node:http`, `node:https` and what takes their listeners.
 *
 * @packageDocumentation
 */

export { createNodeListener, type DrainOptions, type NodeListener } from "./node-listener.js";
