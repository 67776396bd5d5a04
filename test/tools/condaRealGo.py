"""Makes a conda channel with a real Go, in conda-forge's layout: condaRealGo.py CHANNEL SUBDIR GOROOT"""
import pathlib
import sys

from condaPackages import Channel

channel = Channel(sys.argv[1], sys.argv[2])
goroot = pathlib.Path(sys.argv[3]).resolve()
version = (goroot / "VERSION").read_text().split()[0].removeprefix("go")
files = {f"go/{file.relative_to(goroot)}": file for file in goroot.rglob("*") if file.is_file() and not file.is_symlink()}
channel.package("_go_select", "2.2.0", "nocgo", 0, [], {}, "noarch")
channel.package("go", version, "h0_0", 0, ["_go_select 2.2.0 nocgo"],
                {**files, "bin/go": "../go/bin/go", "bin/gofmt": "../go/bin/gofmt"})
channel.close()
