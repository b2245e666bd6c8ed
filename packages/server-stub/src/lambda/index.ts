/**
 * Puts a handler behind function URLs of AWS Lambda.
 *
 * @packageDocumentation
 */

export {
  createLambdaHandler,
  type FunctionUrlEvent,
  type FunctionUrlRequestFacts,
  type FunctionUrlResult,
  type LambdaContext,
} from "./lambda-handler.js";
