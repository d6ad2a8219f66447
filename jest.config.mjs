/** What all projects share: TypeScript by swc, as ES modules, so that packages without a CommonJS build can be imported. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  moduleFileExtensions: ["ts", "js", "mjs", "json", "node"],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2023" } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.ivcap"],
};

/** @type {import("jest").Config} */
export default {
  maxWorkers: "100%", // jest leaves one core free, which on a machine of two is one of two
  testTimeout: 60_000, // some tests run programs, several at a time; jest passes over it in a project
  projects: [
    {
      ...shared,
      displayName: "platform",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      globalSetup: "<rootDir>/test/support/global-setup.ts",
      globalTeardown: "<rootDir>/test/support/global-teardown.ts",
    },
    {
      ...shared,
      displayName: "services",
      testMatch: ["<rootDir>/services/**/*.test.ts"],
      globalSetup: "<rootDir>/services/shared/test/support/global-setup.ts",
      globalTeardown: "<rootDir>/services/shared/test/support/global-teardown.ts",
    },
  ],
};
