package dev.nordbox.installer.host;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A command on a host: words, never a shell string, so quoting happens once, in the adapter.
 *
 * @param words program and arguments; they appear in process lists and logs, so never a secret
 * @param input what the program reads from standard input; never logged
 * @param asRoot run with root's rights: through {@code sudo -n} when the login is not root
 * @param deadline how long nothing may be heard of it, and nothing of it move on the host, until it
 *     counts as failed; a command that works may take as long as it takes
 * @param label short name for progress, logs and fakes
 */
public record Command(
        List<String> words, byte[] input, boolean asRoot, Duration deadline, String label) {

    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    public Command {
        words = List.copyOf(words);
        input = input.clone();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    public static Command of(String... words) {
        return new Command(
                Arrays.asList(words),
                new byte[0],
                false,
                DEFAULT_DEADLINE,
                String.join(" ", words));
    }

    /**
     * A POSIX shell script, fed to {@code sh -s} on standard input; arguments become {@code $1}….
     *
     * @param label what the script is for, in place of its text
     */
    public static Command script(String label, String text, String... arguments) {
        String[] words = new String[arguments.length + 3];
        words[0] = "sh";
        words[1] = "-s";
        words[2] = "--";
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        return new Command(
                Arrays.asList(words),
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                false,
                DEFAULT_DEADLINE,
                label);
    }

    public Command withRoot() {
        return new Command(words, input, true, deadline, label);
    }

    public Command withInput(byte[] bytes) {
        return new Command(words, bytes, asRoot, deadline, label);
    }

    /** The same by another name, where its words are too many or change. */
    public Command called(String other) {
        return new Command(words, input, asRoot, deadline, other);
    }

    public Command within(Duration limit) {
        return new Command(words, input, asRoot, limit, label);
    }

    /** The label: standard input may hold a secret. */
    @Override
    public String toString() {
        return label;
    }
}
