// The shells in which tests run what the CLI prints, and that a bare machine lacks: `node test/tools/shells.mjs` installs
// them where that can be done.
import { installed } from "./apt.mjs";

const shells = await installed({ zsh: "zsh", fish: "fish" });
console.log(`shells: ${shells.join(", ") || "none"}`);
