import { expect, it } from "vitest";
import type { Ast, AstShape } from "./ast-difference.ts";
import { parseDiffEvents } from "./diff-event.ts";
import { modelChanges } from "./model-change.ts";

const NAMES = "severity,id,shape,file,line,column,message,hint,suppressionReason";

const NOTHING: Ast = { shapes: {} };

function said(lines: readonly string[], before: Ast, after: Ast): readonly string[] {
  return modelChanges(parseDiffEvents([NAMES, ...lines].join("\n")), { before, after }).map(
    ({ bump, sentence }) => `${bump === "major" ? "breaking: " : bump === "patch" ? "text: " : ""}${sentence}`,
  );
}

function changes(...lines: string[]): readonly string[] {
  return said(lines, NOTHING, NOTHING);
}

/** What is said when one shape's definition changes and Smithy has no event for that. */
function silent(before: AstShape, after: AstShape): readonly string[] {
  return said([], { shapes: { "a.b#Shape": before } }, { shapes: { "a.b#Shape": after } });
}

function text(traits: Readonly<Record<string, unknown>>): AstShape {
  return { type: "string", traits };
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
    "breaking: Request.NodeId is new and required: requests without it are refused.",
  ],
  [
    '"ERROR","RemovedOperationBinding.FromService.DeleteLicense","a.b#Service","f",1,1,"Removed","",""',
    "breaking: The operation DeleteLicense is gone.",
  ],
  [
    '"NOTE","AddedOperationBinding.ToService.DeleteLicense","a.b#Service","f",1,1,"Added","",""',
    "breaking: The operation DeleteLicense is new.",
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
    '"ERROR","ChangedMemberTarget","a.b#Request$Id","f",1,1,"The shape targeted by `a.b#Request$Id` changed\nfrom `a.b#A` to `a.b#B`","",""',
    "breaking: Request.Id: The shape targeted by `Request$Id` changed from `A` to `B`.",
  ],
])("says in a user's words what %s means", (line, sentence) => {
  expect(changes(line)).toEqual([sentence]);
});

it.each([
  '"DANGER","ChangedMemberOrder","a.b#Request","f",1,1,"structure shape members were reordered.","",""',
  '"ERROR","ChangedEnumTrait.OrderChanged.0","a.b#Kind","f",1,1,"Enum value `A` was inserted before the end","",""',
])("is silent about %s", (line) => {
  const model: Ast = { shapes: { "a.b#Kind": { type: "enum" } } };
  expect(said([line], model, model)).toEqual([]);
});

it("is silent about the order of an enum's values only where these are members with events of their own", () => {
  const line = '"ERROR","ChangedEnumTrait.Removed.0","a.b#Kind","f",1,1,"Enum value `A` was removed","",""';
  const model: Ast = { shapes: { "a.b#Kind": { type: "string" } } };
  expect(said([line], model, model)).toEqual(["breaking: Kind: Enum value `A` was removed."]);
});

it.each(["ERROR", "DANGER"])("takes an event of severity %s for breaking, whatever it is", (severity) => {
  const line = `"${severity}","SomethingNew","a.b#Request","f",1,1,"Something","",""`;
  expect(changes(line)).toEqual(["breaking: Request: Something."]);
});

it.each(["WARNING", "NOTE"])("takes an event of severity %s for breaking that it does not know", (severity) => {
  const line = `"${severity}","SomethingNew","a.b#Request","f",1,1,"Something","",""`;
  expect(changes(line)).toEqual(["breaking: Request: Something."]);
});

it.each(["ERROR", "DANGER"])("takes Smithy's %s for a trait's change that is harmless by itself", (severity) => {
  const line = `"${severity}","TraitBreakingChange.Update.smithy.api#title","a.b#Shape","f",1,1,"Changed","",""`;
  const titled = (title: string): Ast => ({ shapes: { "a.b#Shape": text({ "smithy.api#title": title }) } });
  expect(said([line], titled("A"), titled("B"))).toEqual(["breaking: The title of Shape changed."]);
});

it("reads no event out of the summary that follows errors", () => {
  expect(changes("FAILURE: Validated 558 shapes (ERROR: 2)")).toEqual([]);
});

it.each([
  [{}, { "smithy.api#length": { max: 10 } }, "breaking: Shape takes less: length at most 10."],
  [
    { "smithy.api#length": { min: 0, max: 2048 } },
    { "smithy.api#length": { min: 0, max: 64 } },
    "breaking: Shape takes less: length 0 to 64 in place of 0 to 2048.",
  ],
  [
    { "smithy.api#length": { min: 1, max: 10 } },
    { "smithy.api#length": { max: 10 } },
    "Shape takes more: length at most 10 in place of 1 to 10.",
  ],
  [{ "smithy.api#length": { min: 1 } }, {}, "Shape takes more: any length."],
  [
    { "smithy.api#range": { min: 1, max: 100 } },
    { "smithy.api#range": { min: 1, max: 500 } },
    "Shape takes more: value 1 to 500 in place of 1 to 100.",
  ],
  [
    { "smithy.api#range": { min: 1, max: 100 } },
    { "smithy.api#range": { min: 2, max: 500 } },
    "breaking: Shape takes less: value 2 to 500 in place of 1 to 100.",
  ],
  [
    { "smithy.api#pattern": "^a$" },
    { "smithy.api#pattern": "^b$" },
    "breaking: Shape takes other texts: what matches `^b$` in place of `^a$`.",
  ],
  [{}, { "smithy.api#pattern": "^`$" }, "breaking: Shape takes less: what matches `` ^`$ ``."],
  [{ "smithy.api#pattern": "^a$" }, {}, "Shape takes more: no pattern is asked for any more."],
  [{}, { "smithy.api#uniqueItems": {} }, "breaking: Shape takes no element twice any more."],
  [{ "smithy.api#uniqueItems": {} }, {}, "Shape takes the same element twice."],
  [{}, { "smithy.api#mediaType": "text/plain" }, 'breaking: Shape is marked mediaType now: "text/plain".'],
  [{ "smithy.api#mediaType": "text/plain" }, {}, "breaking: Shape is no longer marked mediaType."],
  [{}, { "a.b#unheardOf": {} }, "breaking: Shape is marked unheardOf now."],
  [{}, { "smithy.api#deprecated": { message: "Use Other" } }, "Shape is deprecated: Use Other."],
  [{}, { "smithy.api#sensitive": {} }, "Shape is marked sensitive now."],
  [{}, { "smithy.api#documentation": "A." }, "text: The documentation of Shape changed."],
  [{ "smithy.api#examples": [] }, { "smithy.api#examples": [{}] }, "text: The examples of Shape changed."],
])("classifies what Smithy calls harmless or has no word for: %j that becomes %j", (before, after, sentence) => {
  expect(silent(text(before), text(after))).toEqual([sentence]);
});

it.each([
  ["a.b#Nested", {}, "breaking: Nested.Id is required: requests without it are refused."],
  ["a.b#Input", { "smithy.api#input": {} }, "breaking: Input.Id is required: requests without it are refused."],
  ["a.b#Output", { "smithy.api#output": {} }, "breaking: Output.Id is required: a server has to answer it."],
  [
    "a.b#Claims",
    { "borrowlicense.traits#jsonWebToken": {} },
    "breaking: Claims.Id is required: tokens without it are refused.",
  ],
])("calls it breaking when a member of %s becomes required or optional, and says for whom", (id, traits, sentence) => {
  const structure = (member: Readonly<Record<string, unknown>>): Ast => ({
    shapes: { [id]: { type: "structure", traits, members: { Id: { target: "a.b#Id", traits: member } } } },
  });
  const [optional, required] = [structure({}), structure({ "smithy.api#required": {} })];
  expect(said([], optional, required)).toEqual([sentence]);
  const reader = id === "a.b#Input" ? "a server gets requests without it." : "code that reads it may find nothing.";
  expect(said([], required, optional)).toEqual([`breaking: ${id.replace(/^.*#/, "")}.Id is optional: ${reader}`]);
});

it("tells of no difference twice", () => {
  const line = '"ERROR","TraitBreakingChange.Update.smithy.api#httpError","a.b#Shape","f",1,1,"Changed trait","",""';
  const shape = (status: number): Ast => ({ shapes: { "a.b#Shape": text({ "smithy.api#httpError": status }) } });
  expect(said([line], shape(401), shape(402))).toEqual(["breaking: Shape has the HTTP status 402 now."]);
});

it("names the value that an enum gets", () => {
  const member = { target: "smithy.api#Unit", traits: { "smithy.api#enumValue": "Yearly" } };
  const after: Ast = { shapes: { "a.b#Renewal": { type: "enum", members: { YEARLY: member } } } };
  const line = '"NOTE","AddedShape","a.b#Renewal$YEARLY","f",1,1,"Added member","",""';
  expect(said([line], NOTHING, after)).toEqual(["Renewal.YEARLY is new: the value `Yearly`."]);
});

it("tells of texts once for all members of a shape", () => {
  const structure = (documentation: string): Ast => {
    const member = { target: "a.b#Id", traits: { "smithy.api#documentation": documentation } };
    return { shapes: { "a.b#Input": { type: "structure", members: { A: member, B: member } } } };
  };
  const texts = said([], structure("A."), structure("B."));
  expect(new Set(texts)).toEqual(new Set(["text: The documentation of Input changed."]));
});

it("tells of changes in the order of their shapes, wherever the files are in which Smithy found them", () => {
  const added = (shape: string) => `"NOTE","AddedShape","${shape}","f",1,1,"Added","",""`;
  const sentences = ["A is new.", "A.B is new.", "C is new."];
  expect(changes(added("a.b#A"), added("a.b#A$B"), added("a.b#C"))).toEqual(sentences);
  expect(changes(added("a.b#C"), added("a.b#A$B"), added("a.b#A"))).toEqual(sentences);
});
