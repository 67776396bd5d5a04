"""Makes an environment as pixi's library does: rattlerPrefix.py CHANNEL PREFIX SPEC... (needs: pip install py-rattler)"""
import asyncio
import os
import pathlib
import sys

from rattler import Gateway, MatchSpec, VirtualPackage, install, solve


async def main(channel, prefix, *specs):
    prefix = pathlib.Path(prefix)
    # a plain string would be parsed strictly
    specs = [MatchSpec(spec) for spec in specs]
    gateway = Gateway(cache_dir=prefix.with_name(f"{prefix.name}.repodata"))
    records = await solve([channel], specs, gateway=gateway, virtual_packages=VirtualPackage.detect())
    # 0.28.0 refuses the MatchSpec that its documentation names
    await install(records, prefix, cache_dir=prefix.with_name(f"{prefix.name}.pkgs"), show_progress=False,
                  requested_specs=[spec._match_spec for spec in specs])


asyncio.run(main(*sys.argv[1:]))
sys.stdout.flush()
os._exit(0)  # 0.28.0 at times aborts while Python shuts down
