// Validates an AsyncAPI document and generates the types of its messages: node messages.mjs URL FILE
import { TypeScriptGenerator } from "@asyncapi/modelina";
import { Parser } from "@asyncapi/parser";
import { writeFileSync } from "node:fs";

const [, , url, file] = process.argv;
const text = await (await fetch(url)).text();
const { document, diagnostics } = await new Parser().parse(text);
const problems = diagnostics.filter((found) => found.severity <= 1); // errors and warnings
if (!document || problems.length) throw new Error(JSON.stringify(problems));

const generator = new TypeScriptGenerator({ modelType: "interface", enumType: "union", rawPropertyNames: true });
const models = await generator.generate(JSON.parse(text));
const server = document.servers().all()[0];
const channel = document.channels().all()[0];
writeFileSync(file, models.map((model) => "export " + model.result).join("\n")
  + `\nexport const ADDRESS = "${server.protocol()}://${server.host()}${channel.address()}";\n`);
