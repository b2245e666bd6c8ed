export {
  createLambdaHandler,
  type FunctionUrlEvent,
  type FunctionUrlRequestFacts,
  type FunctionUrlResult,
  type LambdaContext,
} from "./lambda-handler.js";
