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
