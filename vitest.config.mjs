import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/{unit,contract,cli,package,oracle}/**/*.test.ts"],
		testTimeout: 20_000,
		hookTimeout: 60_000,
		// two cores: a thread per file costs more than it brings
		maxWorkers: 2,
	},
});
