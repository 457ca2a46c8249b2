package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import java.util.List;

/**
 * A directory as it must stand on the host.
 *
 * @param path absolute; missing parents are made, 0755
 * @param mode octal, {@code 0700}
 * @param owner {@code user:group}
 * @param maker who makes it: root, or the user who owns what is above it and could put a link there
 */
record RemoteDirectory(String path, String mode, String owner, String maker) {
    private static final String ROOT = "root";

    RemoteDirectory(String path, String mode, String owner) {
        this(path, mode, owner, ROOT);
    }

    static FactQuery query(List<RemoteDirectory> wanted) {
        return FactQuery.NOTHING.files(wanted.stream().map(RemoteDirectory::path).toList());
    }

    /** A change for each wanted directory that is missing or has another owner or mode. */
    static List<Change> missing(HostFacts facts, List<RemoteDirectory> wanted) {
        return wanted.stream()
                .filter(directory -> !facts.file(directory.path).map(directory::is).orElse(false))
                .map(RemoteDirectory::make)
                .toList();
    }

    private boolean is(FileFacts found) {
        return found.kind() == FileFacts.Kind.DIRECTORY
                && found.mode().equals(mode)
                && found.owner().equals(owner);
    }

    private Change make() {
        String[] names = owner.split(":");
        Command install =
                (maker.equals(ROOT)
                                ? Command.of(
                                        "install", "-d", "-m", mode, "-o", names[0], "-g", names[1],
                                        path)
                                : Command.of(
                                        "runuser", "-u", maker, "--", "install", "-d", "-m", mode,
                                        path))
                        .withRoot();
        return Change.running("make " + path + "/, " + mode + " " + owner, install)
                .because("it is not there, or with another mode or owner");
    }
}
