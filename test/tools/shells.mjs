// Debian packages that a minimal machine lacks: programs in which tests run the CLI's output. `node test/tools/shells.mjs`
// installs them if possible. python3 creates pseudo terminals, ps shows what a shell runs.
import { installed } from "./apt.mjs";

const shells = await installed({ zsh: "zsh", fish: "fish", python3: "python3", ps: "procps" });
console.log(`shells: ${shells.join(", ") || "none"}`);
