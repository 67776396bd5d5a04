"""Makes a conda channel of Go packages in conda-forge's names and layout: condaChannel.py CHANNEL SUBDIR

A `go` of it is a shell script that answers `go version`, `go env GOROOT` and `go env GOVERSION`. `python` is the real one of this
machine, as a virtual environment has it, and `pip` the real one of the conda that packs. `ballast` has 24 MB that do not compress,
for full disks and slow downloads; `unsolvable` needs a package that does not exist.
"""
import pathlib
import random
import sys

import pip

from condaPackages import Channel

VERSIONS = ["1.21.13", "1.22.10", "1.24.11", "1.26.6"]
MUTEX = {"nocgo": "2.2.0", "cgo": "2.3.0"}  # variant -> version of _go_select
STAND_IN = """#!/bin/sh
root=${{GOROOT:-$(dirname "$(dirname "$(readlink -f "$0")")")}}
case "$1 $2" in
"version ") echo "go version go{version} linux/amd64" ;;
"env GOROOT") echo "$root" ;;
"env GOVERSION") echo "go{version}" ;;
*) echo "stand-in for go {version}: $*" >&2; exit 2 ;;
esac
"""
ACTIVATE = "export CGO_ENABLED={cgo}\nexport CONDA_GO_COMPILER=1\nexport GOFLAGS=\"-modcacherw -buildmode=pie -trimpath\"\n"

channel = Channel(sys.argv[1], sys.argv[2])
package, platform = channel.package, channel.platform


def go(version, variant, number):
    program = (STAND_IN.format(version=version).encode(), 0o755)
    sources = {f"go/src/part{part}/file{file}.go": (f"package part{part}\n".encode(), 0o644) for part in range(20) for file in range(15)}
    files = {**sources, "go/VERSION": (f"go{version}\ntime 2024-07-02T20:15:38Z\n".encode(), 0o644),
             "go/bin/go": program, "go/bin/gofmt": program, "bin/go": "../go/bin/go", "bin/gofmt": "../go/bin/gofmt"}
    if version >= "1.24":
        files["etc/conda/env_vars.d/go.json"] = (b'{"GOTOOLCHAIN": "local"}\n', 0o644)
    package("go", version, f"h{number}_{number}", number, [f"_go_select {MUTEX[variant]} {variant}"], files)


for variant, mutex in MUTEX.items():
    package("_go_select", mutex, variant, 0, [], {}, "noarch")
for version in VERSIONS:
    for number, (variant, mutex) in enumerate(MUTEX.items()):
        go(version, variant, number)
        build = f"h{number}_{number}"
        package(f"go-{variant}", version, build, number, [f"go {version} {build}"], {})
        name = f"go-{variant}_{platform}"
        package(name, version, build, number, [f"go {version}.*", f"_go_select {mutex} {variant}"], {
            f"etc/conda/activate.d/activate-z61-{name}.sh": (ACTIVATE.format(cgo=number).encode(), 0o644),
            f"etc/conda/deactivate.d/deactivate-z61-{name}.sh": (b"unset CONDA_GO_COMPILER\n", 0o644),
        })
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
BASE = sys.base_prefix
SITE = f"lib/python{PYTHON}/site-packages"
# a virtual environment names its Python in this file, beside a folder with links to it
package("python", sys.version.split()[0], "0_cpython", 0, [], {
    "pyvenv.cfg": (f"home = {BASE}/bin\ninclude-system-site-packages = false\n".encode(), 0o644),
    "bin/python": f"{BASE}/bin/python{PYTHON}", f"{SITE}/README": (b"packages\n", 0o644)})
PIP = pathlib.Path(pip.__file__).parent
package("pip", pip.__version__, "0", 0, [f"python {PYTHON}.*"], {
    f"{SITE}/pip/{file.relative_to(PIP)}": (file.read_bytes(), 0o644)
    for file in PIP.rglob("*") if file.is_file() and file.suffix != ".pyc"})
package("gotool", "0.16.0", "0", 0, [], {"bin/gotool": (b"#!/bin/sh\necho gotool\n", 0o755)}, "noarch")
package("ballast", "1.0", "0", 0, [], {"share/ballast": (random.Random(0).randbytes(24 << 20), 0o644)}, "noarch")
package("unsolvable", "1.0", "0", 0, ["never-built >=9"], {}, "noarch")
channel.close()
