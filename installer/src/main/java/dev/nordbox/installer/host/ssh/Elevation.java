package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a login gets root's rights. */
sealed interface Elevation {

    /** What is sent in place of a command. */
    record Raised(List<String> words, Command command) {}

    Raised raise(List<String> words, Command command);

    /** The login is root. */
    record Root() implements Elevation {
        @Override
        public Raised raise(List<String> words, Command command) {
            return new Raised(words, command);
        }
    }

    /** A program that lets it in without a password: {@code sudo -n --}, {@code doas -n --}. */
    record Free(List<String> prefix) implements Elevation {
        @Override
        public Raised raise(List<String> words, Command command) {
            List<String> all = new ArrayList<>(prefix);
            all.addAll(words);
            return new Raised(all, command);
        }

        @Override
        public String toString() {
            return prefix.get(0) + " without a password";
        }
    }

    /** Sudo that wants a password: the first line of what the command reads. */
    record Password(char[] secret) implements Elevation {
        /** Ends what is sudo's; a rule for one command alone may let sudo ask for nothing. */
        private static final String MARK = "nordbox-end-of-password";

        private static final String SKIP =
                "while IFS= read -r line; do if [ \"$line\" = \"$1\" ]; then break; fi; done;"
                        + " unset line; shift; exec \"$@\"";

        /** Always asks, whatever it remembers: then it is known who reads the first line. */
        private static final List<String> SUDO =
                List.of("env", "LC_ALL=C.UTF-8", "sudo", "-k", "-S", "-p", "", "--");

        @Override
        public Raised raise(List<String> words, Command command) {
            List<String> all = new ArrayList<>(SUDO);
            all.addAll(List.of("sh", "-c", SKIP, "sh", MARK));
            all.addAll(words);
            return new Raised(all, command.withInput(input(command.input())));
        }

        private byte[] input(byte[] rest) {
            ByteBuffer password = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
            byte[] line = new byte[password.remaining()];
            password.get(line);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(line);
            all.writeBytes(("\n" + MARK + "\n").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(rest);
            Arrays.fill(line, (byte) 0);
            Arrays.fill(password.array(), (byte) 0);
            return all.toByteArray();
        }

        /** Without the password, which a record would print. */
        @Override
        public String toString() {
            return "sudo with a password";
        }
    }
}
