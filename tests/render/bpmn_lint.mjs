// Prints what bpmnlint's recommended rules and bpmn-moddle say about files: [rule, category, element, message] each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BpmnModdle } from "bpmn-moddle";

const require = createRequire(import.meta.url);
const { Linter } = require("bpmnlint");
const NodeResolver = require("bpmnlint/lib/resolver/node-resolver");
const found = [];
for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(readFileSync(file, "utf8"));
  found.push(...warnings.map((warning) => ["moddle", "error", "", warning.message]));
  const linter = new Linter({ config: { extends: "bpmnlint:recommended" }, resolver: new NodeResolver({ require }) });
  for (const [rule, reports] of Object.entries(await linter.lint(rootElement))) {
    found.push(...reports.map((report) => [rule, report.category, report.id, report.message]));
  }
}
console.log(JSON.stringify(found));
