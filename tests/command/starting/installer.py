"""In the place of install.py: others' packages are linked to those of these tests, ours are installed.

    python installer.py requirements.txt

So the wheels in packages/ are installed as they are, whenever they have changed, and nothing is fetched.
"""

import shutil
import subprocess
import sys
import sysconfig
import venv
from hashlib import sha256
from pathlib import Path

VENV, DONE = Path(".venv"), Path(".venv/complete")
OURS = ("pelican_", "_editable_impl_", "pip")


def link_packages() -> None:
    """Make an environment with the packages of others."""
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, symlinks=True)
    (target,) = VENV.glob("lib/python3*/site-packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.name == "pelican":  # into which our plugins are installed
            shutil.copytree(path, target / path.name)
        elif not path.name.startswith(OURS):
            (target / path.name).symlink_to(path)


def install_wheels(wheels: list[Path]) -> None:
    """Install ours, by name and from packages/ as requirements.txt asks for them."""
    lines = Path("requirements.txt").read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if line.startswith(("--find-links", "pelican-"))]
    assert len(asked) == len(wheels) + 1
    text = "\n".join(asked).replace("links ", f"links {Path.cwd()}/")
    (VENV / "ours.txt").write_text(text, encoding="utf-8")
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--no-index", "--no-cache"]
    options = ["--no-deps", "--require-hashes", f"--python={VENV}", "--requirement", str(VENV / "ours.txt")]
    subprocess.run([*uv, *options], check=True)


def main() -> None:
    """Do that where the wheels are others than those that were installed."""
    wheels = sorted(Path("packages").glob("*.whl"))
    digest = sha256(b"".join(wheel.read_bytes() for wheel in wheels)).hexdigest()
    if not DONE.is_file() or DONE.read_text(encoding="utf-8") != digest:
        link_packages()
        install_wheels(wheels)
        DONE.write_text(digest, encoding="utf-8")


if __name__ == "__main__":
    main()
