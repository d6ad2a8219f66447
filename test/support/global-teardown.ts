import { rmSync } from "node:fs";

export default function tearDown(): void {
  if (process.env.IVCAP_TEST_OUT) rmSync(process.env.IVCAP_TEST_OUT, { recursive: true });
}
