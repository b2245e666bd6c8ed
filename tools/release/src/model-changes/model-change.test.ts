import { expect, it } from "vitest";
import { parseDiffEvents } from "./diff-event.ts";
import { modelChanges } from "./model-change.ts";

const NAMES = "severity,id,shape,file,line,column,message,hint,suppressionReason";

function changes(...lines: string[]): readonly string[] {
  return modelChanges(parseDiffEvents([NAMES, ...lines].join("\n"))).map(
    ({ breaking, sentence }) => `${breaking ? "breaking: " : ""}${sentence}`,
  );
}

it.each([
  [
    '"NOTE","AddedShape","a.b#Request$NodeId","f",1,1,"Added member `a.b#Request$NodeId`","",""',
    "Request.NodeId is new.",
  ],
  ['"ERROR","RemovedShape","a.b#Request$NodeId","f",1,1,"Removed","",""', "breaking: Request.NodeId is gone."],
  ['"WARNING","RemovedShape.ScalarShape","a.b#Text","f",1,1,"Removed","",""', "breaking: Text is gone."],
  [
    '"ERROR","AddedRequiredMember","a.b#Request$NodeId","f",1,1,"Adding","",""',
    "breaking: Request.NodeId is required: requests without it are refused.",
  ],
  [
    '"ERROR","RemovedOperationBinding.FromService.DeleteLicense","a.b#Service","f",1,1,"Removed","",""',
    "breaking: The operation DeleteLicense is gone.",
  ],
  [
    '"NOTE","AddedOperationBinding.ToService.DeleteLicense","a.b#Service","f",1,1,"Added","",""',
    "The operation DeleteLicense is new.",
  ],
  [
    '"WARNING","AddedOperationError.ConflictException","a.b#GetLicense","f",1,1,"Added","",""',
    "GetLicense can fail with ConflictException.",
  ],
  [
    '"WARNING","RemovedOperationError.ConflictException","a.b#GetLicense","f",1,1,"Removed","",""',
    "breaking: GetLicense no longer fails with ConflictException.",
  ],
  [
    '"ERROR","ChangedLengthTrait","a.b#Text","f",1,1,"smithy.api#length trait value `min` was raised\nfrom 0 to 1","",""',
    "breaking: Text: length trait value `min` was raised from 0 to 1.",
  ],
])("says in a user's words what %s means", (line, sentence) => {
  expect(changes(line)).toEqual([sentence]);
});

it.each([
  '"DANGER","ChangedMemberOrder","a.b#Request","f",1,1,"structure shape members were reordered.","",""',
  '"NOTE","ModifiedTrait.Update.smithy.api#documentation","a.b#Request","f",1,1,"Changed trait","",""',
  '"NOTE","ModifiedTrait.Update.smithy.api#length","a.b#Text","f",1,1,"Changed trait","",""',
])("is silent about %s", (line) => {
  expect(changes(line)).toEqual([]);
});

it("reads no event out of the summary that follows errors", () => {
  expect(changes("FAILURE: Validated 558 shapes (ERROR: 2)")).toEqual([]);
});
