"""Packs packages into a conda channel, with the Python of the conda of test/tools/conda.mjs."""
import hashlib
import json
import os
import pathlib
import tempfile

from conda_package_handling import api

TIMESTAMP = 1700000000000


class Channel:
    """A folder with packages of one platform and of none; `close` writes the index, in the form of conda-index."""

    def __init__(self, folder, platform):
        self.folder, self.platform = pathlib.Path(folder), platform
        self.index = {platform: {}, "noarch": {}}

    def package(self, name, version, build, number, depends, files, subdir=None):
        """files: {path: (bytes, mode), or a Path to copy, or the target of a link, in the package or outside}"""
        subdir = subdir or self.platform
        about = {"name": name, "version": version, "build": build, "build_number": number, "depends": depends,
                 "subdir": subdir, "timestamp": TIMESTAMP}
        if subdir == "noarch":
            about["noarch"] = "generic"
        with tempfile.TemporaryDirectory() as folder:
            paths = [_place(folder, files, path, entry) for path, entry in sorted(files.items())]
            info = pathlib.Path(folder, "info")
            info.mkdir()
            (info / "index.json").write_text(json.dumps(about))
            (info / "paths.json").write_text(json.dumps({"paths": paths, "paths_version": 1}))
            (info / "files").write_text("".join(path + "\n" for path in sorted(files)))
            if subdir == "noarch":
                (info / "link.json").write_text('{"noarch": {"type": "generic"}, "package_metadata_version": 1}')
            out = self.folder / subdir
            out.mkdir(parents=True, exist_ok=True)
            file = f"{name}-{version}-{build}.conda"
            api.create(folder, None, file, str(out), compression_tuple=(".tar.zst", "zstd", "zstd:compression-level=1"))
        data = (out / file).read_bytes()
        self.index[subdir][file] = {**about, "size": len(data), "md5": hashlib.md5(data).hexdigest(),
                                    "sha256": hashlib.sha256(data).hexdigest()}

    def close(self):
        for subdir, packages in self.index.items():
            repodata = {"info": {"subdir": subdir}, "packages": {}, "packages.conda": packages, "removed": [], "repodata_version": 1}
            (self.folder / subdir).mkdir(parents=True, exist_ok=True)
            (self.folder / subdir / "repodata.json").write_text(json.dumps(repodata, indent=1, sort_keys=True))


def _place(folder, files, path, entry):
    """Puts a file where the package has it; its entry of paths.json."""
    target = pathlib.Path(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(entry, str):
        target.symlink_to(entry)
        source = files.get(os.path.normpath(os.path.join(os.path.dirname(path), entry)))
        data = pathlib.Path(entry).read_bytes() if os.path.isabs(entry) else _bytes(source)
    else:
        data = _bytes(entry)
        target.write_bytes(data)
        target.chmod(entry.stat().st_mode & 0o777 if isinstance(entry, pathlib.Path) else entry[1])
    return {"_path": path, "path_type": "softlink" if isinstance(entry, str) else "hardlink",
            "sha256": hashlib.sha256(data).hexdigest(), "size_in_bytes": len(data)}


def _bytes(entry):
    return entry.read_bytes() if isinstance(entry, pathlib.Path) else entry[0]
