package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.templates.ShellWords;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One command as it goes to a login's shell, whichever that is and whatever it prints before and
 * after: {@code sh} runs the command between two marks, and only what lies between them counts.
 *
 * <p>The text for the login's shell holds nothing that bash, zsh, fish and csh read differently:
 * inside single quotes fish knows {@code \\} and {@code \'}, csh knows {@code !} and ends at a line
 * break, so everything but harmless characters travels as {@code \0ooo} and is put back by {@code
 * printf %b}.
 */
final class Frame {
    private static final String SCRIPT =
            "echo \"$0 $$\"; echo \"$0\" >&2; eval \"$(printf %b \"$1\")\"; code=$?;"
                    + " echo \"$0 $code\"; echo \"$0\" >&2; exit $code";
    private static final String HARMLESS = " _@%+:,./=-";
    private static final int SHOWN = 300;

    private final String mark;
    private final String line;

    private Frame(String mark, String line) {
        this.mark = mark;
        this.line = line;
    }

    /**
     * @param command for a POSIX shell, as {@link ShellWords#join} makes it
     */
    static Frame around(String command) {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        String mark = "nordbox-" + HexFormat.of().formatHex(random);
        return new Frame(mark, "sh -c '%s' %s '%s'".formatted(SCRIPT, mark, encoded(command)));
    }

    private static String encoded(String command) {
        StringBuilder text = new StringBuilder();
        for (byte b : command.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || HARMLESS.indexOf(b) >= 0)) {
                text.append((char) b);
            } else {
                text.append("\\0%03o".formatted(b & 0xff));
            }
        }
        return text.toString();
    }

    /** What begins the lines before and after the command's own. */
    String mark() {
        return mark;
    }

    /** For the login's shell. */
    String line() {
        return line;
    }

    /** The process that everything of the command descends from, once it has started. */
    OptionalInt process(String stdoutSoFar) {
        int begin = stdoutSoFar.indexOf(mark);
        int end = begin < 0 ? -1 : stdoutSoFar.indexOf('\n', begin);
        return end < 0
                ? OptionalInt.empty()
                : OptionalInt.of(number(stdoutSoFar.substring(begin + mark.length(), end)));
    }

    /**
     * What the command itself said, and its own exit code.
     *
     * @throws HostException LOGIN_REFUSED when the login's shell never came to it
     */
    CommandOutcome open(SshTarget target, CommandOutcome raw) throws HostException {
        int begin = raw.stdout().indexOf(mark);
        if (begin < 0) {
            throw notRun(target, raw);
        }
        String after = raw.stdout().substring(raw.stdout().indexOf('\n', begin) + 1);
        int end = after.lastIndexOf(mark);
        if (end < 0) { // killed, or more output than is kept
            return new CommandOutcome(raw.exitCode(), after, between(raw.stderr()));
        }
        String code = after.substring(end + mark.length()).lines().findFirst().orElse("");
        return new CommandOutcome(number(code), after.substring(0, end), between(raw.stderr()));
    }

    private String between(String stderr) {
        int begin = stderr.indexOf(mark);
        String after = begin < 0 ? stderr : stderr.substring(begin + mark.length() + 1);
        int end = after.lastIndexOf(mark);
        return end < 0 ? after : after.substring(0, end);
    }

    private static int number(String text) {
        return Integer.parseInt(text.strip());
    }

    private static HostException notRun(SshTarget target, CommandOutcome raw) {
        String said = (raw.stderr().strip() + " " + raw.stdout().strip()).strip();
        return new HostException(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        "the login's shell runs no command; it exited %d and said: %s"
                                .formatted(
                                        raw.exitCode(),
                                        Optional.of(said)
                                                .filter(text -> !text.isEmpty())
                                                .map(text -> shortened(text))
                                                .orElse("nothing")),
                        target.name(),
                        "see that `ssh %s true` works: give %s a shell (chsh -s /bin/bash %s) and mend"
                                        .formatted(target.name(), target.user(), target.user())
                                + " what its start-up files do, or log in as somebody else"));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
