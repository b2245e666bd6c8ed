/**
 * Puts a handler into tests, through [msw](https://mswjs.io): the real client calls it without a network. `mockService` says
 * what operations answer, and remembers what they were asked.
 *
 * @packageDocumentation
 */

export { createMswHandlers, type MswOptions } from "./msw-handlers.js";
export type { RecordedCall, RecordedInputs } from "./recorder.js";
export { respondWith } from "./respond-with.js";
export {
  type InjectedFault,
  type InjectOptions,
  type MockOptions,
  mockService,
  type ServiceMock,
} from "./service-mock.js";
