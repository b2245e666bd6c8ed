/**
 * What generated arbitraries of fast-check stand on: values of each shape that the model allows, and values that it only just
 * does not, with the failure that has to be answered.
 *
 * @packageDocumentation
 */

export { type CollectionConstraints, listShape, mapShape } from "./collection-shapes.js";
export type { Bounds } from "./constraint-texts.js";
export {
  bigDecimalShape,
  bigIntegerShape,
  floatShape,
  integerShape,
  longShape,
  type NumberConstraints,
} from "./number-shapes.js";
export type { ErrorContract, OperationContract, OperationExample, ServiceContract } from "./service-contract.js";
export {
  type Failure,
  failureText,
  type InvalidValue,
  invalidValues,
  type MistypedValue,
  mistypedValues,
  problemsOf,
  type ShapeArbitraries,
  type ValueOf,
  validationMessage,
  validValues,
} from "./shape-arbitraries.js";
export {
  blobShape,
  booleanShape,
  type DocumentValue,
  documentShape,
  type EnumOptions,
  enumShape,
  timestampShape,
  unitShape,
} from "./simple-shapes.js";
export { type StringConstraints, stringShape } from "./string-shape.js";
export {
  type MemberArbitraries,
  optional,
  required,
  type StructureMembers,
  structureShape,
  unionShape,
} from "./structure-shapes.js";
