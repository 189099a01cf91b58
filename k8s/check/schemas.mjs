// Checks documents against the models that the kubernetes-models packages make of Kubernetes' own
// and of the operators' schemas: values by their validators, unknown fields and types by TypeScript.
// Reads a JSON array of documents; writes one of the same length with what is wrong with each.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OPERATORS = {
    "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
    "postgresql.cnpg.io": "@kubernetes-models/cloudnative-pg",
    "cert-manager.io": "@kubernetes-models/cert-manager",
    "gateway.networking.k8s.io": "@kubernetes-models/gateway-api",
};
const OWN = { "barmancloud.cnpg.io/v1/ObjectStore": join(HERE, "kinds", "ObjectStore.ts") };

function moduleOf(document) {
    const path = `${document.apiVersion}/${document.kind}`;
    const group = document.apiVersion.split("/")[0];
    return OWN[path] ?? `${OPERATORS[group] ?? "kubernetes-models"}/${path}`;
}

async function valueProblems(document) {
    const module = moduleOf(document);
    if (module.endsWith(".ts")) {
        return [];
    }
    const Model = (await import(module))[document.kind];
    try {
        new Model(document).validate();
        return [];
    } catch (e) {
        return [e.message];
    }
}

function typeProblems(documents) {
    const folder = mkdtempSync(join(HERE, "node_modules", ".types-"));
    const file = join(folder, "documents.ts");
    const lines = documents.map(
        (document, i) =>
            `import { I${document.kind} as T${i} } from ${JSON.stringify(moduleOf(document).replace(/\.ts$/, ""))};` +
            ` export const d${i}: T${i} = ${JSON.stringify(document)};`,
    );
    writeFileSync(file, lines.join("\n"));
    const problems = documents.map(() => []);
    try {
        execFileSync(
            process.execPath,
            [
                join(HERE, "node_modules", "typescript", "bin", "tsc"),
                ..."--noEmit --strict --skipLibCheck --pretty false --target es2022".split(" "),
                ..."--module preserve --moduleResolution bundler".split(" "),
                file,
            ],
            { encoding: "utf8" },
        );
    } catch (e) {
        if (!e.stdout) {
            throw e;
        }
        for (const [, name, line, text] of e.stdout.matchAll(/^(.*)\((\d+),\d+\): error (.*)$/gm)) {
            if (!name.endsWith("documents.ts")) {
                throw new Error(`${name}: ${text}`);
            }
            problems[line - 1].push(text);
        }
    } finally {
        rmSync(folder, { recursive: true });
    }
    return problems;
}

const documents = JSON.parse(readFileSync(0, "utf8"));
const types = typeProblems(documents);
const answer = [];
for (const [i, document] of documents.entries()) {
    answer.push([...(await valueProblems(document)), ...types[i]]);
}
console.log(JSON.stringify(answer));
