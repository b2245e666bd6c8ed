/** A failure that the person who runs the pipeline can mend. */
export class PipelineError extends Error {
  override readonly name = "PipelineError";
}
