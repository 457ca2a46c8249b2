package dev.nordbox.installer.host;

import dev.nordbox.templates.ShellWords;
import java.util.Base64;
import java.util.List;

/**
 * A shell script that puts files in place. Contents travel inside it, on standard input: nothing of
 * them is in an argument that {@code ps} would show.
 */
public final class FileScript {
    private FileScript() {}

    /** Puts them in place as root, each atomically. */
    public static Command putting(List<RemoteFile> files) {
        StringBuilder script =
                new StringBuilder(Script.withKeeper(FileScript.class, "write-files.sh"));
        int number = 0;
        for (RemoteFile file : files) {
            script.append("stage ")
                    .append(ShellWords.join(List.of(file.path(), file.mode(), file.owner())))
                    .append(" <<'EOF'\n")
                    .append(
                            Base64.getMimeEncoder(76, new byte[] {'\n'})
                                    .encodeToString(file.content()))
                    .append("\nEOF\npart")
                    .append(number++)
                    .append("=$part\n");
        }
        script.append("settle\n");
        number = 0;
        for (RemoteFile file : files) {
            script.append("place \"$part")
                    .append(number++)
                    .append("\" ")
                    .append(ShellWords.quote(file.path()))
                    .append('\n');
        }
        script.append("on_disk \"$dirs\"\n");
        return Command.script(label(files), script.toString()).withRoot();
    }

    private static String label(List<RemoteFile> files) {
        return files.size() == 1
                ? "write " + files.get(0).path()
                : "write %d files, %s …".formatted(files.size(), files.get(0).path());
    }
}
