export {
  createLambdaHandler,
  type FunctionUrlEvent,
  type FunctionUrlResult,
  type LambdaContext,
} from "./lambda-handler.js";
