"""What stands in a server's /etc, to be held against what stood there when it was ordered."""

# Two lines for a file, one for anything else; nothing that a person would call the same differs between them.
LIST = ("cd /etc && { sudo find . -xdev -mindepth 1 -printf '%p %y %u:%g %m %l\\n'; "
        "sudo find . -xdev -type f -exec sha256sum {} + | sed -E 's/^([0-9a-f]+)  (.*)/\\2 \\1/'; }")
# What useradd and userdel keep of the run before.
KEPT_BY_OTHERS = {"passwd-", "group-", "shadow-", "gshadow-", "subuid-", "subgid-"}


class Etc:
    """Its entries, by path below /etc: what find and sha256sum say of each."""

    def __init__(self, server):
        self.entries = {}
        for line in server.ssh(LIST).splitlines():
            path, what = line.split(" ", 1)
            self.entries.setdefault(path.removeprefix("./"), []).append(what.strip())

    def against(self, before):
        """What is new, changed or gone, a line each."""
        paths = sorted((self.entries.keys() | before.entries.keys()) - KEPT_BY_OTHERS)
        return [f"{path}: {before.entries.get(path, 'not there')} before, {self.entries.get(path, 'gone')} now"
                for path in paths if before.entries.get(path) != self.entries.get(path)]
