package dev.nordbox.installer.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Where commands run: a server over its connection, or the machine that this program is on. */
public interface Shell {

    /** How people call it: {@code root@203.0.113.7}, with the port when it is not 22. */
    String name();

    /**
     * Runs one command to its end.
     *
     * @throws HostException LOGIN_REFUSED when the command asks for root's rights, which the login
     *     cannot get; the connection stays usable
     */
    CommandOutcome run(Command command) throws HostException;

    /**
     * Runs one command and passes on what it prints as it comes, which may be more than memory
     * holds.
     *
     * @return the outcome without standard output
     * @throws IOException what the sink threw; the command was run to its end all the same
     */
    CommandOutcome receive(Command command, OutputStream sink) throws HostException, IOException;

    /**
     * Puts small files in place as root, all of them in one round trip, each atomically: written
     * beside its target, given owner and mode, renamed. Missing parent directories are made, 0755.
     */
    default void write(List<RemoteFile> files) throws HostException {
        if (!files.isEmpty()) {
            Command script = FileScript.putting(files);
            run(script).orFail(this, script);
        }
    }

    /**
     * Whether a login was by a key and by nothing else, a password on top of it included; not where
     * nobody logged in.
     */
    default boolean loggedInByKey() {
        return false;
    }
}
