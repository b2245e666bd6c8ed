import { type Model, ModelError } from "./model.ts";

/** The ID of the service that is asked for, or of the model's only one. */
export function chosenService(model: Model, wanted: string | undefined): string {
  if (wanted !== undefined) return wanted;
  const [only, ...others] = model.serviceIds();
  if (only === undefined) throw new ModelError("The model has no service.");
  if (others.length > 0) {
    throw new ModelError(`The model has several services; choose one with --service: ${[only, ...others].join(", ")}.`);
  }
  return only;
}
