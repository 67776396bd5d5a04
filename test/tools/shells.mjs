// The programs of Debian in which tests run what the CLI prints, and that a bare machine lacks: `node test/tools/shells.mjs`
// installs them where that can be done. python3 makes pseudo terminals, ps says what a shell runs.
import { installed } from "./apt.mjs";

const shells = await installed({ zsh: "zsh", fish: "fish", python3: "python3", ps: "procps" });
console.log(`shells: ${shells.join(", ") || "none"}`);
